import { common } from './common.ts';
import { frame } from './frame.ts';
import { gateways } from './gateways.ts';
import { ladder } from './ladder.ts';
import { signIn } from './sign-in.ts';
import { states } from './states.ts';
import { today } from './today.ts';

/** What the frame, the way in and the first page say. */
export const first = { common, frame, gateways, ladder, signIn, states, today };
