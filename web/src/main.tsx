import { createTheme, MantineProvider } from '@mantine/core';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import { client } from './api/session';
import { router } from './router';
import { Toasts } from './shell/toast';
import { preferredLanguage, startWords } from './words';

const theme = createTheme({ fontFamily: 'Inter, system-ui, sans-serif', respectReducedMotion: true, cursorType: 'pointer' });

await startWords(preferredLanguage());
createRoot(document.getElementById('goud') as HTMLElement).render(
  <StrictMode>
    {/* variables come from the stylesheet: the content policy allows no style element of a script */}
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
