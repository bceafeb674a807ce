package node

import (
	"context"
	"maps"
	"sync"

	"parley/internal/dialogue"
	"parley/internal/register"
	"parley/internal/store"
)

// shelves hold the catalogues of each register: what each class of viewers can
// search and count. They follow the database: before every use what has changed
// since is read.
type shelves struct {
	mu  sync.Mutex
	all map[register.Name]*shelf
}

type shelf struct {
	mu      sync.Mutex
	classes map[register.Class]*catalogue
}

// A catalogue is what one class of viewers sees of a register, and which of it wants
// attention, changed when, and follows which recommendation.
type catalogue struct {
	mu sync.Mutex // held while it is followed or looked at
	*register.Catalogue
	version int // of the register that it shows
	day     dialogue.Day
	alarmed map[register.ID]bool
	changed map[register.ID]dialogue.Day
	follows map[dialogue.RecommendationID]register.ID
}

func (c *catalogue) empty(d *register.Definition, today dialogue.Day) {
	c.Catalogue, c.version, c.day = register.NewCatalogue(d), 0, today
	c.alarmed, c.changed, c.follows = map[register.ID]bool{}, map[register.ID]dialogue.Day{}, map[dialogue.RecommendationID]register.ID{}
}

// catalogueOf returns the catalogue of a class, which may have to be followed first.
func (n *Node) catalogueOf(name register.Name, class register.Class) *catalogue {
	n.shelves.mu.Lock()
	if n.shelves.all == nil {
		n.shelves.all = map[register.Name]*shelf{}
	}
	s := n.shelves.all[name]
	if s == nil {
		s = &shelf{classes: map[register.Class]*catalogue{}}
		n.shelves.all[name] = s
	}
	n.shelves.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.classes[class]
	if c == nil {
		c = &catalogue{}
		s.classes[class] = c
	}
	return c
}

// looking lets use look at the catalogue of a register as the viewer's class sees it
// now. use must not keep it, nor look at another one.
func (n *Node) looking(ctx context.Context, v dialogue.Viewer, d *register.Definition, use func(*register.Catalogue)) error {
	return n.lookingAt(ctx, v, d, func(c *catalogue) { use(c.Catalogue) })
}

func (n *Node) lookingAt(ctx context.Context, v dialogue.Viewer, d *register.Definition, use func(*catalogue)) error {
	now, err := n.Store.Register(ctx, string(d.Name))
	if err != nil {
		return err
	}
	c := n.catalogueOf(d.Name, register.ClassOf(v))
	c.mu.Lock()
	defer c.mu.Unlock()
	today := n.today()
	if c.Catalogue == nil || (c.day != today && d.ChangesByDay()) || c.version > now.Version || now.Removed > c.version {
		c.empty(d, today)
	}
	if c.version < now.Version {
		// Whoever asked may go away: the next one does not begin again.
		if err := n.follow(context.WithoutCancel(ctx), v, d, c, now, today); err != nil {
			c.Catalogue = nil
			return err
		}
	}
	use(c)
	return nil
}

// follow reads into a catalogue what has changed since its version.
func (n *Node) follow(ctx context.Context, v dialogue.Viewer, d *register.Definition, c *catalogue, now store.Register, today dialogue.Day) error {
	sides, err := n.sideIDs(ctx)
	if err != nil {
		return err
	}
	err = n.Store.EachRecord(ctx, string(d.Name), c.version, func(row store.RecordRow) error {
		r, err := n.recordOf(d, row)
		if err != nil {
			return err
		}
		delete(c.alarmed, r.ID)
		delete(c.changed, r.ID)
		seen, ok := d.Seen(v, r, today)
		if !ok {
			c.Remove(r.ID)
			return nil
		}
		c.Put(d.Catalogued(seen, sides, today))
		c.changed[r.ID] = seen.Changed
		if len(d.Alarms(seen, sides, today)) > 0 {
			c.alarmed[r.ID] = true
		}
		if seen.From != nil {
			c.follows[seen.From.Recommendation] = r.ID
		}
		return nil
	})
	c.version = now.Version
	return err
}

// WarmRegisters reads every register as the public sees it, and sorts it in every
// language, so that the first reader does not wait for it.
func (n *Node) WarmRegisters(ctx context.Context) error {
	for _, d := range n.definitions() {
		for _, l := range dialogue.Languages() {
			err := n.looking(ctx, dialogue.Viewer{}, d, func(c *register.Catalogue) { c.Find(register.Query{Language: l, Size: 1}) })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// A sight is what one viewer sees in one request, with what was looked up for it.
type sight struct {
	n      *Node
	ctx    context.Context
	v      dialogue.Viewer
	sides  []dialogue.SideID
	titles map[register.Name]map[string]register.Title // of those looked up; ID 0 where there is none
}

func (n *Node) sight(ctx context.Context, v dialogue.Viewer) *sight {
	return &sight{n: n, ctx: ctx, v: v, titles: map[register.Name]map[string]register.Title{}}
}

// lookUp finds what the keys of a register lead to, as far as the viewer sees it.
func (s *sight) lookUp(name register.Name, keys []string) error {
	d, err := s.n.definition(name)
	if err != nil || len(keys) == 0 {
		return nil // of a register that is not there nothing is seen
	}
	known := s.titles[name]
	if known == nil {
		known = map[string]register.Title{}
		s.titles[name] = known
	}
	return s.n.looking(s.ctx, s.v, d, func(c *register.Catalogue) {
		for _, key := range keys {
			if _, ok := known[key]; !ok {
				known[key], _ = c.Title(key)
			}
		}
	})
}

// there reports whether the viewer sees what a key leads to. It was looked up.
func (s *sight) there(name register.Name, key string) bool { return s.titles[name][key].ID != 0 }

// shown returns what the viewer sees of records, those seen in the order given.
func (s *sight) shown(d *register.Definition, rows []store.RecordRow) ([]Shown, error) {
	today := s.n.today()
	var err error
	if s.sides == nil {
		if s.sides, err = s.n.sideIDs(s.ctx); err != nil {
			return nil, err
		}
	}
	seen := make([]register.Record, 0, len(rows))
	keys := map[register.Name][]string{}
	for _, row := range rows {
		r, err := s.n.recordOf(d, row)
		if err != nil {
			return nil, err
		}
		if r, ok := d.Seen(s.v, r, today); ok {
			seen = append(seen, r)
			r.EachLink(d, func(to register.Name, key string) { keys[to] = append(keys[to], key) })
		}
	}
	for name, keys := range keys {
		if err := s.lookUp(name, keys); err != nil {
			return nil, err
		}
	}
	linked, err := s.linked(d, seen)
	if err != nil {
		return nil, err
	}
	all := make([]Shown, 0, len(seen))
	for _, r := range seen {
		r = r.Prune(d, s.there)
		one := Shown{Record: r, Computed: map[string]register.Value{}, Titles: s.titles, Alarms: d.Alarms(r, s.sides, today)}
		for _, f := range d.Fields {
			if f.Type == register.Computed {
				if value := d.Compute(f, r, s.sides, linked, today); !value.Empty() {
					one.Computed[f.Name] = value
				}
			}
		}
		one.Can = s.n.can(s.v, d, one)
		all = append(all, one)
	}
	return all, nil
}

// linked reads, for all records at once, what of other registers links to them and
// is computed from, and returns how to find it.
func (s *sight) linked(d *register.Definition, records []register.Record) (register.Linked, error) {
	type way struct {
		register register.Name
		via      string
	}
	found := map[way]map[string][]register.Record{}
	for _, f := range d.Fields {
		if f.Type != register.Computed || f.Compute.Register == "" {
			continue
		}
		w := way{f.Compute.Register, f.Compute.Via}
		if _, ok := found[w]; ok {
			continue
		}
		byKey, err := s.linkedBy(w.register, w.via, records)
		if err != nil {
			return nil, err
		}
		found[w] = byKey
	}
	return func(r register.Name, via, key string) []register.Record { return found[way{r, via}][key] }, nil
}

func (s *sight) linkedBy(name register.Name, via string, records []register.Record) (map[string][]register.Record, error) {
	other, err := s.n.definition(name)
	if err != nil {
		return nil, nil
	}
	ids := map[register.ID][]string{}
	err = s.n.looking(s.ctx, s.v, other, func(c *register.Catalogue) {
		for _, r := range records {
			for _, id := range c.Linked(via, r.Key) {
				ids[id] = append(ids[id], r.Key)
			}
		}
	})
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	var numbers []int64
	for id := range maps.Keys(ids) {
		numbers = append(numbers, int64(id))
	}
	rows, err := s.n.Store.RecordsByID(s.ctx, sortedNumbers(numbers))
	if err != nil {
		return nil, err
	}
	byKey := map[string][]register.Record{}
	for _, row := range rows {
		r, err := s.n.recordOf(other, row)
		if err != nil {
			return nil, err
		}
		if r, ok := other.Seen(s.v, r, s.n.today()); ok {
			for _, key := range ids[r.ID] {
				byKey[key] = append(byKey[key], r)
			}
		}
	}
	return byKey, nil
}

// byID returns what the viewer sees of the records with the numbers given.
func (s *sight) byID(d *register.Definition, ids []register.ID) ([]Shown, error) {
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		numbers[i] = int64(id)
	}
	rows, err := s.n.Store.RecordsByID(s.ctx, numbers)
	if err != nil {
		return nil, err
	}
	return s.shown(d, rows)
}

// back returns what links to a record, by register and field.
func (s *sight) back(to *register.Definition, key string) ([]BackLink, error) {
	var all []BackLink
	for _, d := range s.n.definitions() {
		for _, f := range d.Fields {
			if f.LeadsTo() != to.Name {
				continue
			}
			link := BackLink{Register: d, Field: f}
			err := s.n.looking(s.ctx, s.v, d, func(c *register.Catalogue) {
				for _, id := range c.Linked(f.Name, key) {
					if title, ok := c.ByID(id); ok {
						link.Titles = append(link.Titles, title)
					}
				}
			})
			if err != nil {
				return nil, err
			}
			if len(link.Titles) > 0 {
				all = append(all, link)
			}
		}
	}
	return all, nil
}

// filters returns filters in which a link to what the viewer does not see finds
// nothing.
func (s *sight) filters(d *register.Definition, filters map[string][]string) (map[string][]string, error) {
	out := map[string][]string{}
	for name, values := range filters {
		out[name] = values
		f, ok := d.Field(name)
		if !ok || f.LeadsTo() == "" || len(values) == 0 {
			continue
		}
		if err := s.lookUp(f.LeadsTo(), values); err != nil {
			return nil, err
		}
		out[name] = []string{}
		for _, key := range values {
			if !s.there(f.LeadsTo(), key) {
				key = "." // the key of nothing
			}
			out[name] = append(out[name], key)
		}
	}
	return out, nil
}

// facets leaves out what links to something that the viewer does not see.
func (s *sight) facets(d *register.Definition, all []register.Facet) ([]register.Facet, map[register.Name]map[string]register.Title, error) {
	for i, facet := range all {
		f, ok := d.Field(facet.Field)
		if !ok || f.LeadsTo() == "" {
			continue
		}
		var keys []string
		for _, count := range facet.Counts {
			keys = append(keys, count.Value)
		}
		if err := s.lookUp(f.LeadsTo(), keys); err != nil {
			return nil, nil, err
		}
		var kept []register.ValueCount
		for _, count := range facet.Counts {
			if s.there(f.LeadsTo(), count.Value) {
				kept = append(kept, count)
			}
		}
		all[i].Counts = kept
	}
	return all, s.titles, nil
}
