import { useLocalStorage } from '@mantine/hooks';

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

/** How close the rows of every table stand; the browser keeps it. */
export function useDensity(): [Density, (density: Density) => void] {
  const [kept, keep] = useLocalStorage<string>({
    key: 'regua-density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
    serialize: (density) => density,
    deserialize: (density = 'comfortable') => density,
  });
  return [kept === 'compact' ? kept : 'comfortable', keep];
}
