import '@fontsource-variable/inter/wght.css';
import './app/library-styles.ts';
import '@mantine/notifications/styles.layer.css';
import './app/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { queryClient } from './app/query-client.ts';
import { router } from './app/router.tsx';
import { startWords } from './app/words.ts';
import { meQuery } from './queries/me.ts';

const root = document.getElementById('console');
if (root === null) throw new Error('index.html has no element for the console');
const words = startWords();
// Who is signed in, and the code of the page at this address: both are on their way before anything is drawn.
void queryClient.prefetchQuery(meQuery);
void router.load();
await words;
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
