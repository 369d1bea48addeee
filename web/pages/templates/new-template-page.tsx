import { useTranslation } from 'react-i18next';
import { PageHead } from '../../parts/page-head.tsx';
import { NewTemplateForm } from './template-form.tsx';

/** A template that is not there yet. */
export function NewTemplatePage() {
  const { t } = useTranslation('templates');
  return (
    <>
      <PageHead name={t('add')} answer={t('newAnswer')} />
      <NewTemplateForm />
    </>
  );
}
