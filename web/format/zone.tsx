import { createContext, type ReactNode, useContext } from 'react';

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZoneContext = createContext(browserZone);

/** Everything inside shows its hours as the clocks of this place do. */
export function ZoneProvider({ zone, children }: { zone: string | null | undefined; children: ReactNode }) {
  return <ZoneContext value={zone ?? browserZone}>{children}</ZoneContext>;
}

/** The IANA zone in which hours are shown here. */
export function useZone(): string {
  return useContext(ZoneContext);
}

/** The zones of Brazil as people write their places; a zone's own name has no accents. */
const places: Record<string, string> = {
  'America/Araguaina': 'Araguaína',
  'America/Bahia': 'Salvador',
  'America/Belem': 'Belém',
  'America/Cuiaba': 'Cuiabá',
  'America/Eirunepe': 'Eirunepé',
  'America/Maceio': 'Maceió',
  'America/Noronha': 'Fernando de Noronha',
  'America/Santarem': 'Santarém',
  'America/Sao_Paulo': 'São Paulo',
};

/** The place of a zone: `Campo Grande`. */
export function placeOfZone(zone: string): string {
  return places[zone] ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
