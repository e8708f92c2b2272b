/** One of a few, as chips. */
export function Choice({
  name,
  legend,
  chosen,
  options,
}: {
  name: string;
  legend: string;
  chosen: string;
  options: [value: string, label: string][];
}) {
  return (
    <fieldset className="stack-tight">
      <legend className="strong">{legend}</legend>
      <div className="chips chips-wrap">
        {options.map(([value, label]) => (
          <label key={value} className="chip">
            <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
