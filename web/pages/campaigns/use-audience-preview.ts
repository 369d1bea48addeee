import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type Asked, audiencePreviewQuery } from '../../queries/audiences.ts';
import { countsTexts } from './audience/audience-filter.ts';
import { type Draft, hasText } from './draft.ts';

const afterTypingMs = 350;

/** Who would get a draft as it stands, asked for a moment after the last change. */
export function useAudiencePreview(draft: Draft) {
  const { audiences, class: campaignClass, text, templateId, gatewayId, ratePerSecond, shortLinks } = draft;
  const now: Asked = { audiences, class: campaignClass, text, templateId, gatewayId, ratePerSecond, shortLinks };
  const [asked] = useDebouncedValue(now, afterTypingMs);
  const preview = useQuery({ ...audiencePreviewQuery(asked), enabled: hasText(draft) });
  return { asked, preview, unit: countsTexts(audiences) ? ('texts' as const) : ('people' as const) };
}
