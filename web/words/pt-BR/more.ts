import { access } from './access.ts';
import { account } from './account.ts';
import { audit } from './audit.ts';
import { calendar } from './calendar.ts';
import { campaigns } from './campaigns.ts';
import { charges } from './charges.ts';
import { customers } from './customers.ts';
import { firstSteps } from './first-steps.ts';
import { forms } from './forms.ts';
import { gatewaySetup } from './gateway-setup.ts';
import { imports } from './imports.ts';
import { keys } from './keys.ts';
import { messages } from './messages.ts';
import { people } from './people.ts';
import { replies } from './replies.ts';
import { reports } from './reports.ts';
import { rules } from './rules.ts';
import { savedFilters } from './saved-filters.ts';
import { service } from './service.ts';
import { templates } from './templates.ts';
import { texts } from './texts.ts';
import { units } from './units.ts';

/** What the other pages say. */
export const more = {
  access,
  account,
  audit,
  calendar,
  campaigns,
  charges,
  customers,
  firstSteps,
  forms,
  gatewaySetup,
  imports,
  keys,
  messages,
  people,
  replies,
  reports,
  rules,
  savedFilters,
  service,
  templates,
  texts,
  units,
};
