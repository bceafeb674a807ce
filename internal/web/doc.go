// Package web serves a node to people, as HTML made on the server.
//
// The whole site is in the tables of routes: public.go (what needs no sign-in),
// participant.go (taking part), office.go and chair.go (offices), forum_routes.go
// (what a forum works on). A handler reads the request, asks the node for one
// thing and renders one template; it decides nothing. The pages of a result are
// made from one report.Result, which holds only what its reader may see;
// WriteFile writes the same result as a single file that stands alone.
//
// What it promises:
//
//   - Everything works without script, and no page sets a style of its own,
//     loads anything from another host or sends a referrer; the headers of
//     SAFETY.md C3 are on every answer, errors included. The one script there
//     is, keys.js, is allowed on the vote page of named dialogues alone.
//   - Nothing changes on GET. A form carries a token of its session.
//   - A session is a sealed cookie with an end; the node keeps nothing of it but
//     a number that revokes it. Public pages set no cookie. Pages of people who
//     are signed in are never stored by the browser.
//   - What a reader may not see is answered like what is not there. A route that
//     the tests which try every route cannot try does not start.
//   - Every word from package locale, in the language of the link (?lang=) or
//     of the browser; statements stay in the language they were written in. What
//     a person typed stays in the form when it is refused.
//   - What a reader chooses stands in the address: language, edition, filters,
//     order, page. An address that means nothing is answered with 404.
//   - A number that is nil is said to be withheld, in words; it is never drawn
//     and never zero.
//   - No side comes first by habit: the neutral edition changes from section to
//     section which is named first; the edition of a side (?edition=) names that
//     side first everywhere. Pages on which a forum works are the same for all.
package web
