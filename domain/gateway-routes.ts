import { isAreaCode } from './area-codes.ts';
import type { Words } from './fields.ts';

/** What a text is sent for, as far as its gateway is concerned. */
export const routedPurposes = ['notices', 'campaigns', 'manual'] as const;
export type RoutedPurpose = (typeof routedPurposes)[number];

/**
 * "Phones that begin so go by these gateways": the first of them that may send has the text, the next take over from it in this order. A
 * prefix is an area code with as many more digits as one wants: `67`, `679`, `6799991`.
 */
export type GatewayRoute = { purposes: RoutedPurpose[]; prefixes: string[]; gatewayIds: string[] };

const longestPrefix = 11;

/** The digits of a prefix as people write one: `67`, `(67) 9999`, `+55 67`. Null: no Brazilian mobile begins so. */
export function readPrefix(raw: string): string | null {
  if (!/^[\d\s()+-]+$/.test(raw)) return null;
  const digits = raw.replace(/\D/g, '').replace(raw.trim().startsWith('+55') ? /^55/ : '', '');
  const begins = digits.length >= 2 && digits.length <= longestPrefix && isAreaCode(digits.slice(0, 2));
  return begins && (digits[2] ?? '9') === '9' ? digits : null;
}

/** The one route that a phone's texts of a purpose take, by its E.164 number; null where none is meant for it. */
export function routeFor(routes: readonly GatewayRoute[], purpose: RoutedPurpose, phone: string): GatewayRoute | null {
  const digits = phone.startsWith('+55') ? phone.slice(3) : '';
  return (
    routes.find(({ purposes, prefixes }) => purposes.includes(purpose) && prefixes.some((prefix) => digits.startsWith(prefix))) ?? null
  );
}

type Sendable = { enabled: boolean; stoppedReason: string | null };

/**
 * The gateway of a text: the first of its route that is enabled and not at fault, else the first that is enabled, else the default. A
 * person's pause is waited for.
 */
export function routedGateway<G extends Sendable>(
  { gateways, gatewayRoutes }: { gateways: Readonly<Record<string, G>>; gatewayRoutes: readonly GatewayRoute[] },
  { purpose, phone, otherwise }: { purpose: RoutedPurpose; phone: string | null; otherwise: string | null },
): G | null {
  const route = phone === null ? null : routeFor(gatewayRoutes, purpose, phone);
  const enabled = (route?.gatewayIds ?? []).map((id) => gateways[id]).filter((gateway) => gateway?.enabled === true);
  const chosen = enabled.find((gateway) => gateway?.stoppedReason === null) ?? enabled[0];
  return chosen ?? gateways[otherwise ?? ''] ?? null;
}

/** The gateways that take over from one, in the order of the phone's route, then in their own. */
export function fallbackOrder<G extends { id: string }>(route: GatewayRoute | null, candidates: readonly G[]): G[] {
  const first = (route?.gatewayIds ?? []).flatMap((id) => candidates.find((candidate) => candidate.id === id) ?? []);
  return [...first, ...candidates.filter((candidate) => !first.includes(candidate))];
}

/** What keeps routes from being saved: `path` is inside the list, `1.prefixes.0`. */
export type RouteProblem = { path: string; given: string; message: Words; expected: Words };

/** Routes of one purpose must not claim the same phone: which of them counts would be chance. */
export function overlaps(routes: readonly GatewayRoute[]): RouteProblem[] {
  const claims = routes.flatMap(({ purposes, prefixes }, route) => prefixes.map((prefix, place) => ({ route, place, purposes, prefix })));
  return claims.flatMap((later, index) => {
    const earlier = claims.slice(0, index).find((other) => claimsSame(later, other));
    return earlier === undefined ? [] : [overlapOf(later, earlier)];
  });
}

type Claim = { route: number; place: number; purposes: RoutedPurpose[]; prefix: string };

function claimsSame(a: Claim, b: Claim): boolean {
  const isPart = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  return isPart && (a.route === b.route || a.purposes.some((purpose) => b.purposes.includes(purpose)));
}

function overlapOf({ route, place, prefix }: Claim, other: Claim): RouteProblem {
  const where = other.route + 1;
  return {
    path: `${route}.prefixes.${place}`,
    given: prefix,
    message: {
      pt: `disputa telefones com ${other.prefix}, da rota ${where}`,
      en: `claims phones of ${other.prefix}, of route ${where}`,
    },
    expected: {
      pt: `tire ${prefix} daqui ou ${other.prefix} de lá, ou separe as finalidades das duas rotas`,
      en: `take ${prefix} from here or ${other.prefix} from there, or part the purposes of the two routes`,
    },
  };
}
