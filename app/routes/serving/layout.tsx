import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, type ClientLoaderFunctionArgs, type ShouldRevalidateFunction } from "@remix-run/react";
import { useEffect } from "react";
import { answeredOr, keepShownFiles } from "#app/device/wire.ts";
import { StaffBar } from "#app/features/people/staff/ui/staff-bar.tsx";
import desk from "#app/ui/desk.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: desk }];

/** The pages of those who serve are no rider's: no tabs, words of their own. */
export const handle = { bare: true };

export async function loader({ context: { visit } }: LoaderFunctionArgs) {
  const { asker, tablet } = await visit.served();
  const staff = asker?.kind === "staff" ? asker.staff : undefined;
  return {
    who: staff
      ? {
          name: staff.name,
          operator: staff.roles.some(({ role }) => role === "operator"),
          points: [...new Set(staff.roles.flatMap(({ pointId }) => pointId ?? []))],
        }
      : null,
    tabletOf: tablet?.pointId ?? null,
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** Without network nobody is known to be signed in; the server asks again before it does anything. */
export function clientLoader({ serverLoader }: ClientLoaderFunctionArgs): Promise<Loaded> {
  return answeredOr(serverLoader<typeof loader>(), () => ({ who: null, tabletOf: null }));
}

// A press at the desk changes nobody who is signed in, and must not need the network for that.
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction, currentUrl, nextUrl }) =>
  formAction?.startsWith("/staff") === true || currentUrl.pathname !== nextUrl.pathname;

export default function StaffPages() {
  const { who, tabletOf } = useLoaderData<typeof loader>();
  // A rider's phone keeps none of these pages' files; a tablet that was here once does.
  useEffect(() => void keepShownFiles(), []);
  return (
    <>
      {who && !tabletOf ? <StaffBar who={who} /> : null}
      <Outlet />
    </>
  );
}
