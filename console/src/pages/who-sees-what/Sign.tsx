import type { Answer } from './queries';

/** The sign of an answer. Each has a shape of its own, so that colour is not needed to tell them. */
export function Sign({ answer }: { answer: Answer }) {
  return (
    <svg className={`sign ${answer}`} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {answer === 'permit' && <circle cx="7" cy="7" r="5.5" className="filled" />}
      {answer === 'redact' && (
        <>
          <circle cx="7" cy="7" r="4.8" className="drawn" />
          <path d="M7 2.2a4.8 4.8 0 0 0 0 9.6z" className="filled" />
        </>
      )}
      {answer === 'requested' && (
        <>
          <circle cx="7" cy="7" r="4.8" className="drawn" />
          <path d="M7 4.4V7l1.9 1.4" className="drawn" />
        </>
      )}
      {answer === 'uncertain' && (
        <path d="M5 5.1a2 2 0 1 1 2.9 2c-.6.4-.9.8-.9 1.5M7 10.9v.2" className="drawn" />
      )}
      {answer === 'withhold' && <path d="M3 7h8" className="drawn" />}
      {answer === 'nothing' && <circle cx="7" cy="7" r="1.2" className="filled" />}
    </svg>
  );
}
