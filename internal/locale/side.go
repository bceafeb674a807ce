package locale

import (
	"fmt"
	"math"
)

// Side returns the name of the side with the given identifier; the identifier
// itself when no catalogue names it.
func (p *Printer) Side(id string) string {
	if key := Key("side." + id); p.has(key) {
		return p.Text(key)
	}
	return id
}

// Warning words the warning with the given code: the message warning.CODE. Its
// placeholders are the names in args; "side" is the identifier of a side and
// "count", a number, also chooses the plural form. A code without message, or
// one whose placeholders are not all given, is told by its bare code.
func (p *Printer) Warning(code string, args map[string]any) string {
	key := Key("warning." + code)
	if !p.has(key) || !covers(args, placeholders()[key]) {
		return p.Text("warning.unknown", "Code", code)
	}
	var pairs []any
	for name, value := range args {
		pairs = append(pairs, name, p.argument(name, value))
	}
	if n, ok := whole(args["count"]); ok {
		return p.Count(key, n, pairs...)
	}
	return p.Text(key, pairs...)
}

func (p *Printer) argument(name string, value any) any {
	if n, ok := whole(value); ok {
		return n
	}
	if x, ok := value.(float64); ok {
		return p.Decimal(x)
	}
	if name == "side" {
		return p.Side(fmt.Sprint(value))
	}
	return fmt.Sprint(value)
}

// whole returns v as an int, if it is a whole number; after a journey through
// JSON it may have become a float.
func whole(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return v, true
	case int64:
		return int(v), true
	case float64:
		return int(v), math.Trunc(v) == v && math.Abs(v) < 1<<53
	}
	return 0, false
}

func covers(args map[string]any, names []string) bool {
	for _, name := range names {
		if _, ok := args[name]; !ok {
			return false
		}
	}
	return true
}

func (p *Printer) has(key Key) bool {
	_, ok := placeholders()[key]
	return ok
}
