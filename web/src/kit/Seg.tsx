export type SegOption<Value extends string> = { value: Value; name: string; spoken?: string };

export function Seg<Value extends string>({ label, value, options, onPick }: { label: string; value: Value; options: SegOption<Value>[]; onPick: (value: Value) => void }) {
  return (
    <div className="seg" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} aria-label={option.spoken ? `${option.name}, ${option.spoken}` : undefined} onClick={() => onPick(option.value)}>
          {option.name}
        </button>
      ))}
    </div>
  );
}
