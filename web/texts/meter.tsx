import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Carrier, costlyLetters, measureExample, mended } from './measure.ts';
import classes from './meter.module.css';

type Props = { text: string; carrier: Carrier; gateway: string | null; linkOrigin: string | null; onMend: (text: string) => void };

/** How long the text is and what makes it longer: counted with examples while it is typed, the letters that cost one click from being replaced. */
export function Meter({ text, carrier, gateway, linkOrigin, onMend }: Props) {
  const { t } = useTranslation('texts');
  const { segments, length, charactersLeft } = measureExample(text, carrier, linkOrigin);
  const room = length + charactersLeft;
  const isTooLong = segments > carrier.maxSegments || length > carrier.maxLength;
  return (
    <div className={classes.meter}>
      <Progress
        size="sm"
        radius="sm"
        value={room === 0 ? 0 : (length / room) * 100}
        color={isTooLong ? 'var(--state-refused)' : 'var(--state-planned)'}
        aria-label={t('meter.label')}
      />
      <Text size="sm" className="figures" role="status">
        {length > 0 && (
          <>
            <strong>{t('meter.segments', { count: segments })}</strong>
            {' · '}
            {t('meter.letters', { count: length })}
            {' · '}
          </>
        )}
        {t('meter.left', { count: charactersLeft })}
      </Text>
      {isTooLong && (
        <Text size="sm" c="var(--mantine-color-error)" fw={600}>
          {t('meter.tooLong', { letters: carrier.maxLength, count: carrier.maxSegments })}
        </Text>
      )}
      <CostlyLetters {...{ text, carrier, gateway, linkOrigin, onMend }} />
    </div>
  );
}

function CostlyLetters({ text, carrier, gateway, linkOrigin, onMend }: Props) {
  const { t } = useTranslation('texts');
  const letters = new Map(costlyLetters(text, linkOrigin !== null).map(({ character, replacement }) => [character, replacement]));
  if (letters.size === 0 || carrier.unitCounting === 'one') return null;
  const isKept = carrier.accents === 'keep';
  return (
    <div className={classes.costly} data-kept={isKept || undefined}>
      <Text size="sm">
        {isKept
          ? t('meter.costly', { letters: [...letters.keys()].map(named).join(' ') })
          : t('meter.replaced', { gateway: gateway ?? t('meter.theGateway') })}
      </Text>
      <Group gap={6} mt={6}>
        {[...letters].map(([character, replacement]) => (
          <Button key={character} size="compact-sm" variant="default" onClick={() => onMend(mended(text, character))}>
            {replacement === ''
              ? t('meter.remove', { letter: named(character) })
              : t('meter.replace', { letter: named(character), replacement: named(replacement) })}
          </Button>
        ))}
        {letters.size > 1 && (
          <Button size="compact-sm" variant="default" onClick={() => onMend(mended(text))}>
            {t('meter.replaceAll')}
          </Button>
        )}
      </Group>
    </div>
  );
}

/** What cannot be seen is named by its code point. */
function named(character: string): string {
  return /^[\p{Z}\p{C}\p{M}]/u.test(character)
    ? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : character;
}
