import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { listResidents } from '../../db/queries/places.ts';
import { placeOfCustomer } from '../../domain/brazil-calendar.ts';
import { calendarOfCustomer, holidayBookOf, placeOfUnit } from '../../domain/catalogue-calendar.ts';
import { citiesWithoutHolidays } from '../../domain/cities-without-holidays.ts';
import { type HolidayBook, holidaysSaidAt, type Place } from '../../domain/holiday-book.ts';
import type { IsoDate } from '../../domain/instants.ts';
import { addDays } from '../../domain/local-time.ts';
import type { Calendar } from '../../domain/plan.ts';
import { type EditableWindow, editableWindows } from '../../domain/send-window.ts';
import { windowPresets } from '../../domain/window-presets.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, line, state } from '../fields.ts';
import { invalidField } from '../problem.ts';
import { day, scopeAnswer } from '../shapes/holiday.ts';
import { refuseForeign } from '../units-limit.ts';
import { expecting, fields } from '../validation.ts';

const mostDays = 366;

const hours = z.array(z.string());
const windowsOfDay = z.object({ collection: hours, informative: hours, marketing: hours });
const calendarAnswer = z
  .object({
    unit: z.string(),
    place: z.object({ state: z.string().nullable(), city: z.string().nullable() }).openapi({ description: 'Whose windows these are' }),
    days: z.array(
      z.object({
        date: z.string().openapi({ format: 'date' }),
        businessDay: z.boolean().openapi({ description: 'At the unit' }),
        windows: windowsOfDay,
        holidays: z
          .array(
            z.object({
              name: z.string(),
              scope: scopeAnswer,
              source: z.enum(['date-holidays', 'own']),
              holidayId: z.string().nullable(),
              business: z.boolean(),
              sending: z.boolean(),
            }),
          )
          .openapi({ description: 'All that was said of the day, from the widest place to the narrowest' }),
      }),
    ),
    citiesWithoutHolidays: z
      .array(
        z.object({
          city: z.string(),
          state: z.string(),
          customers: z.int().openapi({ description: 'Enabled and disabled ones' }),
          ofUnit: z.boolean().openapi({ description: 'The unit itself is there: its business days are in doubt' }),
          years: z.array(z.int()),
        }),
      )
      .openapi({ description: 'Cities of the unit and its customers whose own holidays nobody has told' }),
  })
  .openapi('Calendar');

const getCalendar = createRoute({
  ...access('calendar:read'),
  tags: ['calendar'],
  method: 'get',
  path: '/v1/calendar',
  summary: 'The days of a unit: business days and windows, and why; with state and city, the windows of customers who live there',
  request: {
    query: fields({ unit: id, from: day, to: day, state: state.optional(), city: line(100).optional() })
      .refine(({ from, to }) => to >= from, { path: ['to'], ...expecting('from ou um dia depois', 'from, or a later day') })
      .refine(({ from, to }) => to <= addDays(from, mostDays - 1), {
        path: ['to'],
        ...expecting(`no máximo ${mostDays} dias`, `at most ${mostDays} days`),
      })
      .refine(({ city, state: inState }) => city === undefined || inState !== undefined, {
        path: ['state'],
        ...expecting('o estado da cidade', 'the state of the city'),
      }),
  },
  responses: answers(calendarAnswer),
});

const daysOfWeek = z.object(Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'].map((name) => [name, hours])));
const presetsAnswer = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        state: z.string().nullable(),
        source: z.string(),
        note: z.string(),
        windows: z.object({ collection: daysOfWeek }),
      }),
    ),
  })
  .openapi('WindowPresets');
const getPresets = createRoute({
  ...access('calendar:read'),
  tags: ['calendar'],
  method: 'get',
  path: '/v1/window-presets',
  summary: 'Hours of collection by the laws of states, ready for windows or windowsByState of the settings',
  responses: answers(presetsAnswer),
});

/** What days are, where, and why. */
export function calendarRoutes(deps: ApiDeps, catalogueCache: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getCalendar, async (c) => {
      const query = c.req.valid('query');
      await refuseForeign(c, { unit: ['unit', query.unit] });
      const catalogue = await catalogueCache.newest();
      const unit = catalogue.units[query.unit];
      if (unit === undefined) {
        const expected = { pt: 'o id de uma unidade cadastrada', en: 'the id of a unit that was put before' };
        throw invalidField('unit', query.unit, { pt: 'unidade desconhecida', en: 'unknown unit' }, expected);
      }
      const atUnit = placeOfUnit(unit, unit.id);
      const asked = { state: query.state ?? null, city: query.city ?? null };
      const place = placeOfCustomer(asked, atUnit);
      const book = holidayBookOf(catalogue);
      const calendar = calendarOfCustomer({ unitId: unit.id, ...asked }, catalogue);
      const residents = await listResidents(db, unit.id);
      const years = yearsBetween(query.from, query.to);
      return c.json(
        {
          unit: unit.id,
          place: { state: place.state, city: place.city },
          days: daysBetween(query.from, query.to).map((date) => dayOf(date, { calendar, book, places: [atUnit, place] })),
          citiesWithoutHolidays: citiesWithoutHolidays(residents, { unit: atUnit, book, years }),
        },
        200,
      );
    })
    .openapi(getPresets, (c) => c.json({ items: [...windowPresets] }, 200));
}

function dayOf(date: IsoDate, { calendar, book, places }: { calendar: Calendar; book: HolidayBook; places: Place[] }) {
  const hoursOf = (windowClass: EditableWindow) => calendar.openings(windowClass, date).map(({ from, to }) => `${from}-${to}`);
  const [collection, informative, marketing] = editableWindows.map(hoursOf);
  return {
    date,
    businessDay: calendar.isBusinessDay(date),
    windows: { collection: collection ?? [], informative: informative ?? [], marketing: marketing ?? [] },
    holidays: holidaysSaidAt(book, places, date).map(({ entryId, ...holiday }) => ({
      ...holiday,
      source: entryId === null ? ('date-holidays' as const) : ('own' as const),
      holidayId: entryId,
    })),
  };
}

function daysBetween(from: IsoDate, to: IsoDate): IsoDate[] {
  const days: IsoDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) days.push(date);
  return days;
}

function yearsBetween(from: IsoDate, to: IsoDate): number[] {
  const first = Number(from.slice(0, 4));
  return Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, index) => first + index);
}
