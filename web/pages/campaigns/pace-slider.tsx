import { Slider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paceStops, usePaceWords } from './pace.ts';

type Props = { value: number | null; gateway: number | null; onChange: (perSecond: number | null) => void };

/** How fast a campaign may go, below its gateway's own rate; the far right is all that the gateway lets pass. */
export function PaceSlider({ value, gateway, onChange }: Props) {
  const { t } = useTranslation('campaigns');
  const words = usePaceWords();
  const stops = paceStops(gateway, value);
  const last = stops.length - 1;
  const [at, setAt] = useState(() => stops.indexOf(value));
  useEffect(() => setAt(paceStops(gateway, value).indexOf(value)), [gateway, value]);
  const said = (index: number) => {
    const pace = stops[index] ?? null;
    return pace === null ? t('pace.all') : words(pace);
  };
  return (
    <Slider
      mt="xs"
      mb="xs"
      min={0}
      max={last}
      step={1}
      value={at}
      label={said}
      thumbLabel={t('pace.slider')}
      thumbProps={{ 'aria-valuetext': said(at) }}
      marks={stops.map((_, index) => ({ value: index }))}
      onChange={setAt}
      onChangeEnd={(index) => onChange(stops[index] ?? null)}
    />
  );
}
