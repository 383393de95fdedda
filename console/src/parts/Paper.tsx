import { given } from '../api/client';
import { language, t } from '../texts/texts';

interface Properties {
  report: 'monthly' | 'request-pack' | 'gap' | 'decision';
  name: string;
  parameters?: Record<string, string>;
}

/** A report of the server's in the reader's language, to read or as a PDF to keep. */
export function Paper({ report, name, parameters = {} }: Properties) {
  const address = (format: string) =>
    `/api/v1/reports/${report}?${new URLSearchParams({ ...given(parameters), language: language(), format }).toString()}`;
  return (
    <span className="paper no-print">
      <a href={address('html')} target="_blank" rel="noreferrer">
        {name}
      </a>{' '}
      <a href={address('pdf')} target="_blank" rel="noreferrer" aria-label={t('parts.pdf', { name })}>
        PDF
      </a>
    </span>
  );
}
