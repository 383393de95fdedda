import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/charts.css';
import './styles/bars.css';
import './styles/shell.css';
import { QueryClient, QueryClientProvider, hashKey } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Refused } from './api/client';
import { router } from './router';
import { startTheme } from './shell/theme';
import { language, startSpeaking } from './texts/texts';

startTheme();

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Who comes back to a page within the half hour sees what was there, until the answer is.
      gcTime: 1_800_000,
      // What was said in one language is not shown in another.
      queryKeyHashFn: (key) => `${language()} ${hashKey(key)}`,
      refetchOnWindowFocus: false,
      retry: (failures, error) => !(error instanceof Refused) && failures < 2,
    },
  },
});

const place = document.getElementById('root');
if (place !== null) {
  void startSpeaking().then(() =>
    createRoot(place).render(
      <StrictMode>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
}
