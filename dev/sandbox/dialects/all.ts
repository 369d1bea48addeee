import type { CarrierRequest, Dialect } from './dialect.ts';
import { facilita } from './facilita.ts';
import { hotMobile } from './hotmobile.ts';
import { kannel } from './kannel.ts';
import { king } from './king.ts';
import { playsms } from './playsms.ts';
import { simple } from './simple.ts';
import { smsgatewayMe } from './smsgateway-me.ts';
import { allcance, khalPlaysms } from './status-one.ts';
import { zenvia } from './zenvia.ts';
import { zenviaV2 } from './zenvia-v2.ts';

export const dialects: readonly Dialect[] = [
  simple, // first: tests and demonstrations speak it most
  ...[facilita, king, allcance, khalPlaysms, hotMobile, zenvia, zenviaV2, smsgatewayMe, playsms, kannel],
];

export function dialectOf(request: Pick<CarrierRequest, 'path' | 'parameters'>): Dialect | undefined {
  return dialects.find((dialect) => dialect.matches(request));
}

export function dialectNamed(name: string): Dialect | undefined {
  return dialects.find((dialect) => dialect.name === name);
}
