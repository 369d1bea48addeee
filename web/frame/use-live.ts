import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { hearCampaigns, type LiveCampaign } from '../queries/live-campaigns.ts';
import { noteTold } from '../queries/live-line.ts';

/** What is asked anew when the API tells of a topic. */
const concerned = {
  settings: ['settings', 'today'],
  gateways: ['gateways', 'today'],
  alerts: ['alerts', 'gateways', 'today'],
} as const;

/** The answers that a page opens with are new: until they are there, the line and what is asked anew because of it would only delay them. */
const quietMs = 2_500;
const firstWaitMs = 3_000;
const longestWaitMs = 60_000;

/**
 * Hears what changes as long as somebody looks: a hidden tab lets go of the line, because a browser has only six to one server. What is
 * lost comes back by itself, and its first events say all that was missed.
 */
export function useLive(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    let source: EventSource | null = null;
    let retry: number | undefined;
    let waitMs = firstWaitMs;

    const close = () => {
      window.clearTimeout(retry);
      source?.close();
      source = null;
      noteTold(null);
    };
    const lost = () => {
      noteTold(null);
      for (const key of ['campaign', 'campaigns']) void queryClient.invalidateQueries({ queryKey: [key] }, { cancelRefetch: false });
    };
    const open = () => {
      if (document.hidden || source !== null) return;
      source = new EventSource('/v1/events');
      source.onopen = () => {
        waitMs = firstWaitMs;
      };
      source.onerror = () => {
        lost();
        // A line that broke is mended by the browser; one that was refused (signed out, server restarting) is given up by it.
        if (source?.readyState !== EventSource.CLOSED) return;
        close();
        retry = window.setTimeout(open, waitMs);
        waitMs = Math.min(2 * waitMs, longestWaitMs);
      };
      for (const [topic, keys] of Object.entries(concerned))
        source.addEventListener(topic, () => {
          for (const key of keys) void queryClient.invalidateQueries({ queryKey: [key] }, { cancelRefetch: false });
        });
      source.addEventListener('campaigns', ({ data }: MessageEvent<string>) => {
        const heard: LiveCampaign[] = JSON.parse(data);
        hearCampaigns(queryClient, heard);
      });
    };
    const onVisibility = () => (document.hidden ? close() : open());

    const beginning = window.setTimeout(open, quietMs);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      window.clearTimeout(beginning);
      document.removeEventListener('visibilitychange', onVisibility);
      close();
    };
  }, [queryClient]);
}
