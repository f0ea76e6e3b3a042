import { render } from "preact-render-to-string";
import { expect, test } from "vitest";
import { Alert } from "./alert.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { ButtonGroup, LinkButton } from "./button.tsx";
import { CopyableCode, codeGroups } from "./copyable-code.tsx";
import {
  FaultPage,
  ForbiddenPage,
  ForgedFormPage,
  NotFoundPage,
  UnavailablePage,
  UnreadableRequestPage,
} from "./error-page.tsx";
import { Pagination } from "./pagination.tsx";
import { PrintSheet } from "./print-sheet.tsx";
import { Stepper } from "./stepper.tsx";
import { Table } from "./table.tsx";

const frame = { stylesheetHref: "/s.css", faviconHref: "/f.svg", homeHref: "/" };

test("an error is announced at once, a success politely, a reminder not at all", () => {
  expect(render(<Alert severity="error" title="Refusé" />)).toContain('role="alert"');
  expect(render(<Alert severity="success" title="Fait" />)).toContain('role="status"');
  expect(render(<Alert severity="info" isAnswer={false} />)).not.toContain("role=");
});

test("an alert says its severity in a word, not in colour alone", () => {
  expect(render(<Alert severity="warning" />)).toContain("Attention");
});

test("a table has a caption, scoped headers, and repeats each header beside its value for cards", () => {
  const html = render(
    <Table
      caption="Mandats"
      rows={[{ id: "1", nom: "<b>Angela</b>" }]}
      rowKey={({ id }) => id}
      columns={[
        { header: "Personne", isRowHeader: true, cell: ({ nom }) => nom },
        { header: "Numéro", isNumeric: true, cell: ({ id }) => id },
      ]}
    />,
  );
  expect(html).toContain("<caption>Mandats</caption>");
  expect(html.match(/scope="col"/g)).toHaveLength(2);
  expect(html).toContain('<th scope="row" data-label="Personne"');
  expect(html).toContain('<td data-label="Numéro"');
  expect(html).toContain("&lt;b>Angela");
});

test("a stepper says where one stands and what comes next, and nothing next at the end", () => {
  const steps = ["La personne", "Les actes"];
  expect(render(<Stepper steps={steps} current={1} />)).toMatch(/Étape 1 sur 2.*La personne.*Ensuite.*Les actes/s);
  expect(render(<Stepper steps={steps} current={2} />)).not.toContain("Ensuite");
});

test("the breadcrumb ends with the page itself, which is no link", () => {
  expect(render(<Breadcrumb steps={[{ label: "Mandats", href: "/mandats" }]} current="Révoquer" />)).toContain(
    '<li aria-current="page">Révoquer</li>',
  );
});

test("a list of one page has no pagination; a first page has only a next one", () => {
  expect(render(<Pagination label="Pages" />)).toBe("");
  const first = render(<Pagination label="Pages" nextHref="?apres=x" />);
  expect(first).toContain("Page suivante");
  expect(first).not.toContain("Page précédente");
});

test.each([
  ["123456", 3, ["123", "456"]],
  ["7KQ4M-X2P9T-D3V", 4, ["7KQ4M", "X2P9T", "D3V"]],
  ["", 4, []],
])("the code « %s » by %i is read %j", (value, size, groups) => {
  expect(codeGroups(value, size)).toEqual(groups);
});

test("a code stays in reading order inside a right-to-left text, and is not translated", () => {
  expect(render(<CopyableCode value="123456" groupSize={3} />)).toMatch(
    /^<bdi [^>]*dir="ltr"[^>]*translate="no"[^>]*>123\u00a0456<\/bdi>$/,
  );
});

test("absent buttons leave no empty place in a group", () => {
  expect(
    render(
      <ButtonGroup>
        {[
          false,
          null,
          <LinkButton key="a" href="/a">
            Aller
          </LinkButton>,
        ]}
      </ButtonGroup>,
    ).match(/<li/g),
  ).toHaveLength(1);
});

test("every page of error has one title, says what happened and opens a door", () => {
  const pages = [
    <ForbiddenPage frame={frame} />,
    <ForgedFormPage frame={frame} />,
    <NotFoundPage frame={frame} />,
    <UnreadableRequestPage frame={frame} />,
    <FaultPage frame={frame} reference="a1b2c3d4" />,
    <UnavailablePage frame={frame} reference="a1b2c3d4" />,
  ].map((page) => render(page));
  for (const html of pages) {
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain("Ce que vous pouvez faire");
    expect(html).toContain('href="/"');
    expect(html).not.toContain("!</");
  }
  expect(pages.map((html) => html.includes("a1b2"))).toEqual([false, false, false, false, true, true]);
});

test("a printed sheet shows its way back on screen only", () => {
  const html = render(
    <PrintSheet frame={frame} title="Mandat" backLink={{ label: "Revenir au mandat", href: "/m" }} foot="Vérifier">
      <h1>Mandat</h1>
    </PrintSheet>,
  );
  expect(html).toMatch(/<nav class="[^"]*ac-no-print"/);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html).toContain("ac-sheet__foot");
});
