// The first thing the browser runs: fonts, look, theme, then the application. What is large loads after the shell.
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import "./app/tokens.css";
import "./app/web-awesome.css";
import "./app/base.css";

import "./app/app.ts";
import { startTheme } from "./app/theme.ts";

startTheme();
