import { Group, Stack, Text, ThemeIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Icon } from './icons.ts';

/** Nothing here yet: says why, and teaches the next step. */
export function Empty({ icon: Mark, title, children, action }: { icon: Icon; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py={{ base: 24, sm: 48 }} px="md" ta="center">
      <ThemeIcon variant="light" size={48} radius="xl">
        <Mark size={26} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <Text fw={650} size="lg" mt="xs">
        {title}
      </Text>
      {children !== undefined && (
        <Text c="dimmed" maw={460}>
          {children}
        </Text>
      )}
      {action !== undefined && <Group mt="sm">{action}</Group>}
    </Stack>
  );
}
