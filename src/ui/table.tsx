import type { ComponentChildren } from "preact";

export type Column<Row> = {
  /** Also shown before each value when the table becomes cards on narrow screens. */
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** The column that names the row; one at most. */
  readonly isRowHeader?: boolean | undefined;
  readonly isNumeric?: boolean | undefined;
};

type Props<Row> = {
  readonly caption: string;
  /** Keeps the caption for screen readers when a heading already says it. */
  readonly isCaptionHidden?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
};

const Cell = <Row,>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) => {
  const attributes = { "data-label": column.header, class: column.isNumeric ? "ac-numeric" : undefined };
  const content = <span class="ac-table__value">{column.cell(row)}</span>;
  return column.isRowHeader ? (
    <th scope="row" {...attributes}>
      {content}
    </th>
  ) : (
    <td {...attributes}>{content}</td>
  );
};

/** Data in rows; each row becomes a card below 48em. */
export const Table = <Row,>({ caption, isCaptionHidden, columns, rows, rowKey }: Props<Row>) => (
  <div class="fr-table">
    <table>
      <caption class={isCaptionHidden ? "fr-sr-only" : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ header, isNumeric }) => (
            <th key={header} scope="col" class={isNumeric ? "ac-numeric" : undefined}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <Cell key={column.header} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
