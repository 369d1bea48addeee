import type { StateCode } from './brazil-states.ts';
import { defaultWindows, type Windows } from './send-window.ts';

/** Hours of collection texts that keep a state's law, ready to be taken as the state's windows. */
export type WindowPreset = {
  id: string;
  name: string;
  /** Null: for every state without a law of its own. */
  state: StateCode | null;
  /** The law, or why these hours. */
  source: string;
  /** What the law leaves open, or how sure it is, in Portuguese. */
  note: string;
  windows: Pick<Windows, 'collection'>;
};

/** Laws on the hours of collection. Where one is silent (a start, a Sunday) the hours of the safe default stand in. */
export const windowPresets: readonly WindowPreset[] = [
  {
    id: 'safe',
    name: 'Padrão seguro',
    state: null,
    source: 'Nenhuma lei federal fixa horas; práticas de mercado',
    note: 'Cumpre as leis de AL, SP e MG; RJ, ES e AM proíbem o sábado: use o preset do estado.',
    windows: { collection: defaultWindows.collection },
  },
  {
    id: 'AL',
    name: 'Alagoas',
    state: 'AL',
    source: 'Lei estadual 7.782/2016',
    note: 'Cita mensagens de texto expressamente.',
    windows: hours('08:00-20:00', '08:00-14:00'),
  },
  {
    id: 'SP',
    name: 'São Paulo',
    state: 'SP',
    source: 'Lei estadual 17.832/2023',
    note: 'Fala de telefonemas; feriados são proibidos, e o domingo fica fechado por cautela.',
    windows: hours('08:00-20:00', '08:00-14:00'),
  },
  {
    id: 'RJ',
    name: 'Rio de Janeiro',
    state: 'RJ',
    source: 'Lei estadual 7.868/2018',
    note: 'Sábados, domingos e feriados são proibidos.',
    windows: hours('09:00-19:00', null),
  },
  {
    id: 'ES',
    name: 'Espírito Santo',
    state: 'ES',
    source: 'Lei estadual 10.626/2017',
    note: 'Sábados, domingos e feriados são proibidos.',
    windows: hours('08:00-19:00', null),
  },
  {
    id: 'AM',
    name: 'Amazonas',
    state: 'AM',
    source: 'Lei estadual 306/2016',
    note: 'A lei só diz até que horas; o início é o do padrão seguro. Sábados, domingos e feriados são proibidos.',
    windows: hours('09:00-19:00', null),
  },
  {
    id: 'MG',
    name: 'Minas Gerais',
    state: 'MG',
    source: 'Fonte secundária, não confirmada',
    note: 'Confirme antes de usar; domingos e feriados ficam fechados por cautela.',
    windows: hours('09:00-18:00', '10:00-13:00'),
  },
];

function hours(weekday: string, saturday: string | null): Pick<Windows, 'collection'> {
  const day = () => [weekday];
  return {
    collection: {
      mon: day(),
      tue: day(),
      wed: day(),
      thu: day(),
      fri: day(),
      sat: saturday === null ? [] : [saturday],
      sun: [],
      holiday: [],
    },
  };
}
