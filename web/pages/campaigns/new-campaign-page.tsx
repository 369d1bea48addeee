import { CampaignEditor } from './campaign-editor.tsx';

/** A campaign that is not there yet. */
export function NewCampaignPage() {
  return <CampaignEditor step="texto" />;
}
