import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { oneOf } from '../../app/search-params.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { campaignQuery } from '../../queries/campaigns.ts';
import { useMay } from '../../queries/me.ts';
import { CampaignEditor } from './campaign-editor.tsx';
import { CampaignView } from './campaign-view.tsx';
import { steps } from './step-nav.tsx';

const route = getRouteApi('/campanhas/$campaignId');

/** One campaign: still being written, or as it goes. */
export function CampaignPage() {
  const { campaignId } = route.useParams();
  const { passo } = route.useSearch();
  const may = useMay();
  const campaign = useQuery(campaignQuery(campaignId));
  return (
    <Loaded query={campaign} waiting={<WaitingLines lines={8} height={32} />}>
      {(found) =>
        found.state === 'draft' && may('campaigns:write') ? (
          <CampaignEditor key={found.id} campaign={found} step={oneOf(steps, passo) ?? 'texto'} />
        ) : (
          <CampaignView campaign={found} />
        )
      }
    </Loaded>
  );
}
