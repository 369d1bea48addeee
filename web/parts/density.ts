import { useSyncExternalStore } from 'react';

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

const key = 'regua-density';
const told = new Set<() => void>();

/** How close the rows of every table stand; the browser keeps it. */
export function useDensity(): [Density, (density: Density) => void] {
  return [useSyncExternalStore(listen, kept), keep];
}

function listen(tell: () => void): () => void {
  told.add(tell);
  return () => told.delete(tell);
}

function kept(): Density {
  return localStorage.getItem(key) === 'compact' ? 'compact' : 'comfortable';
}

function keep(density: Density): void {
  localStorage.setItem(key, density);
  for (const tell of told) tell();
}
