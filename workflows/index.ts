export { campaign } from './campaign.ts';
export { chargeNotices } from './charge-notices.ts';
export { gateway } from './gateway.ts';
export { house } from './house.ts';
export { scheduledStart } from './scheduled-start.ts';
export { survey } from './survey.ts';
export { webhook } from './webhook.ts';
