import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconDots } from '../parts/icons.ts';
import classes from './bottom-bar.module.css';
import { thumbPages, useOpenPages } from './pages.ts';

/** The navigation of phones: four pages within a thumb's reach, the others behind "Mais". */
export function BottomBar() {
  const { t } = useTranslation('frame');
  const [open, { open: show, close }] = useDisclosure(false);
  const { daily, settings } = useOpenPages();
  const others = [...daily, ...settings].filter(({ to }) => thumbPages.every((page) => page.to !== to));
  return (
    <>
      <nav className={`${classes.bar} no-print`} aria-label={t('navigation')}>
        {thumbPages.map(({ name, to, icon: Icon }) => (
          <Link key={name} to={to} className={classes.item} activeOptions={{ exact: to === '/', includeSearch: false }}>
            <Icon size={22} stroke={1.7} aria-hidden />
            {t(`pages.${name}`)}
          </Link>
        ))}
        <UnstyledButton className={classes.item} onClick={show} aria-expanded={open}>
          <IconDots size={22} stroke={1.7} aria-hidden />
          {t('more')}
        </UnstyledButton>
      </nav>
      <Drawer opened={open} onClose={close} position="bottom" size="auto" title={t('more')} radius="lg">
        <ul className={classes.others}>
          {others.map(({ name, to, icon: Icon }) => (
            <li key={name}>
              <Link to={to} className={classes.other} onClick={close}>
                <Icon size={20} stroke={1.7} aria-hidden />
                {t(`pages.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </Drawer>
    </>
  );
}
