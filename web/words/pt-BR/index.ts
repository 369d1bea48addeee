import { account } from './account.ts';
import { audit } from './audit.ts';
import { calendar } from './calendar.ts';
import { campaigns } from './campaigns.ts';
import { charges } from './charges.ts';
import { common } from './common.ts';
import { customers } from './customers.ts';
import { firstSteps } from './first-steps.ts';
import { frame } from './frame.ts';
import { gateways } from './gateways.ts';
import { imports } from './imports.ts';
import { keys } from './keys.ts';
import { ladder } from './ladder.ts';
import { messages } from './messages.ts';
import { people } from './people.ts';
import { replies } from './replies.ts';
import { reports } from './reports.ts';
import { rules } from './rules.ts';
import { service } from './service.ts';
import { signIn } from './sign-in.ts';
import { states } from './states.ts';
import { templates } from './templates.ts';
import { texts } from './texts.ts';
import { today } from './today.ts';
import { units } from './units.ts';

/** Every word of the console, Portuguese first: English has the same keys. */
export const ptBR = {
  account,
  charges,
  common,
  frame,
  ladder,
  messages,
  service,
  signIn,
  states,
  gateways,
  customers,
  imports,
  keys,
  people,
  replies,
  audit,
  calendar,
  firstSteps,
  units,
  campaigns,
  templates,
  texts,
  today,
  rules,
  reports,
};
