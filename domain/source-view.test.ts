import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideSave, differences, mergeView, sameValue } from './source-view.ts';

const fields = fc.record({ name: fc.string(), city: fc.option(fc.string()), phones: fc.array(fc.record({ number: fc.string() })) });

describe('what an integration sends', () => {
  it('again never changes anything, whatever staff did in between', () => {
    fc.assert(
      fc.property(fields, fields, (current, view) => {
        expect(mergeView({ current, previousView: view, nextView: view })).toEqual(current);
      }),
    );
  });

  it('anew wins in exactly the fields that differ from what it sent before', () => {
    fc.assert(
      fc.property(fields, fields, fields, (current, previousView, nextView) => {
        const merged = mergeView({ current, previousView, nextView });
        const news = differences(previousView, nextView).after;
        expect(merged).toEqual({ ...current, ...news });
      }),
    );
  });

  it('for the first time wins in all it names, and leaves the rest', () => {
    fc.assert(
      fc.property(fields, fc.string(), (current, name) => {
        expect(mergeView({ current, previousView: null, nextView: { name } })).toEqual({ ...current, name });
      }),
    );
  });
});

describe('a save', () => {
  const stored = { fields: { name: 'Ana', city: 'Recife' }, view: { name: 'Ana', city: 'Recife' }, sourceVersion: 4 };

  it('repeated right away is unchanged', () => {
    fc.assert(
      fc.property(fields, fields, fields, (current, view, named) => {
        const first = decideSave({
          stored: { fields: current, view, sourceVersion: null },
          named,
          sourceVersion: null,
          source: 'integration',
        });
        if (first.kind === 'stale') throw new Error('no version, no staleness');
        const second = decideSave({ stored: first.record, named, sourceVersion: null, source: 'integration' });
        expect(second).toMatchObject({ kind: 'unchanged', noted: false });
      }),
    );
  });

  it('by staff leaves the view of the integration alone', () => {
    const decision = decideSave({ stored, named: { name: 'Ana Lima' }, sourceVersion: null, source: 'staff' });
    expect(decision).toEqual({ kind: 'changed', record: { ...stored, fields: { name: 'Ana Lima', city: 'Recife' } } });
  });

  it('with a lower version is stale, with the same it is not', () => {
    const named = { name: 'Bia' };
    expect(decideSave({ stored, named, sourceVersion: 3, source: 'integration' })).toEqual({ kind: 'stale', sourceVersion: 4 });
    expect(decideSave({ stored, named, sourceVersion: 4, source: 'integration' })).toMatchObject({ kind: 'changed' });
  });

  it('that agrees with what staff had changed notes the new view without a change', () => {
    const changedByStaff = { ...stored, fields: { name: 'Ana Lima', city: 'Recife' } };
    const decision = decideSave({ stored: changedByStaff, named: { name: 'Ana Lima' }, sourceVersion: null, source: 'integration' });
    expect(decision).toMatchObject({ kind: 'unchanged', noted: true, record: { view: { name: 'Ana Lima', city: 'Recife' } } });
  });
});

it('the order of keys makes no difference, the order of a list does', () => {
  expect(sameValue({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
  expect(sameValue([1, 2], [2, 1])).toBe(false);
  expect(sameValue({ a: undefined }, {})).toBe(false);
});
