import { useLoaderData } from "@remix-run/react";

export function loader() {
  return { words: "暖驿" };
}

export default function Bare() {
  const { words } = useLoaderData<typeof loader>();
  return (
    <main>
      <h1>{words}</h1>
      <button type="button">{words}</button>
    </main>
  );
}
