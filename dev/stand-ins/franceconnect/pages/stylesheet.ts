/** One calm sheet for every page: system fonts, two colours, visible focus, one column from 320 px. */
export const stylesheet = `
:root { color-scheme: light; --encre: #1d2433; --fond: #f7f6f2; --carte: #fff; --accent: #2f4b7c; --trait: #c9c6bc; --alerte: #8c2f1b; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--fond); color: var(--encre); font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
.bandeau { margin: 0; padding: .5rem 1rem; background: #4a3b00; color: #fff; text-align: center; font-weight: 600; }
main, footer, .enseigne { max-width: 44rem; margin: 0 auto; padding: 0 1rem; }
.enseigne { margin-top: 1.5rem; font-weight: 600; color: var(--accent); }
h1 { margin: .5rem 0 1rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2rem 0 .75rem; font-size: 1.25rem; }
ul.choix { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
button, a.bouton { display: inline-block; max-width: 100%; min-height: 2.75rem; padding: .6rem 1.1rem; border: 2px solid var(--accent); border-radius: .5rem; background: var(--accent); color: #fff; font: inherit; text-align: left; text-decoration: none; cursor: pointer; }
button.secondaire { background: var(--carte); color: var(--accent); }
button:disabled { border-color: var(--trait); background: #e7e5df; color: #55585f; cursor: not-allowed; }
button:hover:not(:disabled), a.bouton:hover { filter: brightness(1.15); }
:focus-visible { outline: 3px solid #b35c00; outline-offset: 2px; }
a { color: var(--accent); }
.carte { margin: 1rem 0; padding: 1rem; border: 1px solid var(--trait); border-radius: .5rem; background: var(--carte); }
.alerte { border-left: .4rem solid var(--alerte); }
.aide { margin: .25rem 0 0; color: #4c515c; font-size: .9375rem; }
dl { display: grid; grid-template-columns: minmax(0, 1fr); gap: .15rem; margin: 0; }
dt { font-weight: 600; }
dd { margin: 0 0 .6rem; }
label { display: block; padding: .35rem 0; }
input[type=checkbox] { width: 1.25rem; height: 1.25rem; vertical-align: middle; }
pre { overflow-x: auto; white-space: pre-wrap; }
footer { padding-top: 2rem; padding-bottom: 2rem; color: #4c515c; font-size: .9375rem; }
@media (min-width: 36rem) { dl.identite { grid-template-columns: 12rem minmax(0, 1fr); } }
`;

/** Sends the only form of a page that waits for nobody. */
export const autoSubmit = "document.forms[0].submit();\n";
