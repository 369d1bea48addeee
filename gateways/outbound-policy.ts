/**
 * Where requests may go. Public addresses always; private, loopback, link-local, carrier-grade NAT, multicast and reserved ones only
 * when named: an account's host is typed in by people, and must not become a way into the provider's own network.
 */
export type OutboundPolicy = {
  /** Whether a connection for `host` (as configured) may go to `address` (as resolved, or `host` itself when it is an address). */
  allows(host: string, address: string): boolean;
};

type Range = { bits: 32 | 128; value: bigint; prefix: number };

const closed = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
  ...['::/127', '64:ff9b:1::/48', '100::/64', '2001:db8::/32', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
].map(rangeOf);

/** IPv6 forms that carry an IPv4 address; `shift` is where it lies. What they carry is what is judged. */
const carriers = [
  { range: rangeOf('::ffff:0:0/96'), shift: 0n },
  { range: rangeOf('64:ff9b::/96'), shift: 0n },
  { range: rangeOf('2002::/16'), shift: 80n },
];

/** Policy of `REGUA_OUTBOUND_ALLOW`: CIDRs (`10.0.0.0/8`, one address, IPv6) and host names. Throws on a text that is neither. */
export function outboundPolicy(allowed: readonly string[]): OutboundPolicy {
  const hosts = new Set<string>();
  const open: Range[] = [];
  for (const entry of allowed.map((text) => text.trim().toLowerCase()).filter((text) => text !== '')) {
    if (/^[\d.]+(\/\d+)?$/.test(entry) || entry.includes(':')) open.push(rangeOf(entry));
    else if (/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(entry)) hosts.add(entry);
    else throw new Error(`"${entry}" is neither a CIDR (10.0.0.0/8) nor a host name`);
  }
  return {
    allows(host, address) {
      if (hosts.has(host.toLowerCase())) return true;
      const parsed = unwrap(parseAddress(address));
      if (parsed === null) return false;
      return open.some((range) => within(parsed, range)) || !closed.some((range) => within(parsed, range));
    },
  };
}

/** The same of entries that were read already, as the configuration holds them. */
export function outboundPolicyOf(
  entries: readonly ({ kind: 'range'; address: string; prefixLength: number } | { kind: 'host'; name: string })[],
) {
  return outboundPolicy(entries.map((entry) => (entry.kind === 'host' ? entry.name : `${entry.address}/${entry.prefixLength}`)));
}

type Address = { bits: 32 | 128; value: bigint };

function unwrap(address: Address | null): Address | null {
  const carrier = address === null ? undefined : carriers.find(({ range }) => within(address, range));
  if (address === null || carrier === undefined) return address;
  return { bits: 32, value: (address.value >> carrier.shift) & 0xffffffffn };
}

function within(address: Address, range: Range): boolean {
  const shift = BigInt(range.bits - range.prefix);
  return address.bits === range.bits && address.value >> shift === range.value >> shift;
}

function rangeOf(cidr: string): Range {
  const [text = '', length] = cidr.split('/');
  const address = parseAddress(text);
  const prefix = length === undefined ? address?.bits : Number(length);
  if (address === null || prefix === undefined || !Number.isInteger(prefix) || prefix < 0 || prefix > address.bits)
    throw new Error(`"${cidr}" is not a CIDR (expected e.g. 10.0.0.0/8 or fd00::/8)`);
  return { ...address, prefix };
}

/** Numbers of an IPv4 or IPv6 address, brackets and zone ignored; null for anything else. */
export function parseAddress(text: string): Address | null {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  return bare.includes(':') ? parseIpv6(bare) : parseIpv4(bare);
}

function parseIpv4(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return { bits: 32, value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
}

function parseIpv6(text: string): Address | null {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const v4 = parseIpv4(dotted[2] ?? '');
    return v4 && parseIpv6(`${dotted[1]}${(v4.value >> 16n).toString(16)}:${(v4.value & 0xffffn).toString(16)}`);
  }
  const [head = '', tail, ...more] = text.split('::');
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const missing = 8 - groups(head).length - groups(tail).length;
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return null;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { bits: 128, value: all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}
