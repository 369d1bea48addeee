import type { SameKeys } from '../../../domain/words/same-keys.ts';
import type { ptBR } from '../pt-BR/index.ts';
import { access } from './access.ts';
import { account } from './account.ts';
import { audit } from './audit.ts';
import { calendar } from './calendar.ts';
import { campaigns } from './campaigns.ts';
import { charges } from './charges.ts';
import { common } from './common.ts';
import { customers } from './customers.ts';
import { firstSteps } from './first-steps.ts';
import { forms } from './forms.ts';
import { frame } from './frame.ts';
import { gatewaySetup } from './gateway-setup.ts';
import { gateways } from './gateways.ts';
import { imports } from './imports.ts';
import { keys } from './keys.ts';
import { ladder } from './ladder.ts';
import { messages } from './messages.ts';
import { people } from './people.ts';
import { replies } from './replies.ts';
import { reports } from './reports.ts';
import { rules } from './rules.ts';
import { savedFilters } from './saved-filters.ts';
import { service } from './service.ts';
import { signIn } from './sign-in.ts';
import { states } from './states.ts';
import { templates } from './templates.ts';
import { texts } from './texts.ts';
import { today } from './today.ts';
import { units } from './units.ts';

export const en: SameKeys<typeof ptBR> = {
  common,
  frame,
  gateways,
  ladder,
  signIn,
  states,
  today,
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
