import { Link } from '@tanstack/react-router';
import { Screen } from '../parts/screen.tsx';
import { useWords } from '../words.tsx';

export function NotFound() {
  const { t } = useWords();
  return (
    <Screen title={t('app.notFound.title')}>
      <Link to="/">{t('app.notFound.back')}</Link>
    </Screen>
  );
}
