import '@fontsource-variable/inter/wght.css';
import './app/library-styles.ts';
import '@mantine/notifications/styles.layer.css';
import './app/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startWords } from './app/words.ts';

const root = document.getElementById('console');
if (root === null) throw new Error('index.html has no element for the console');
await startWords();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
