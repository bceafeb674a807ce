package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
)

// linksPage shows one-time links, which are shown only here and now.
type linksPage struct {
	SetUp  bool   // the links of a node's beginning
	From   string // the day from which the link can be used; "" at once
	Groups []linkGroup
	Start  string // to go on
}

func (linksPage) template() string { return "links" }

// A linkGroup is the links to one office of each side.
type linkGroup struct {
	Role, What string
	Links      []linkRow
}

type linkRow struct {
	ID, Address string
	Side        text
}

// duties says what an office is for.
var duties = map[dialogue.Role]locale.Key{
	dialogue.Steward:   "office.steward_does",
	dialogue.CoChair:   "office.co_chair_does",
	dialogue.Moderator: "office.moderator_does",
}

func (v *visitor) role(r dialogue.Role) string { return v.Text(locale.Key("role." + string(r))) }

// showSetUpLinks shows the links to all offices. Which side is first changes
// from office to office.
func (v *visitor) showSetUpLinks(links []node.Link) error {
	g := linksPage{SetUp: true, Start: v.at("/")}
	for section, role := range dialogue.Roles() {
		list, err := v.sideList(section)
		if err != nil {
			return err
		}
		group := linkGroup{Role: v.role(role), What: v.Text(duties[role])}
		for _, side := range list {
			for _, link := range links {
				if link.Role == role && link.Side == side.ID {
					group.Links = append(group.Links, v.linkRow(side, link))
				}
			}
		}
		g.Groups = append(g.Groups, group)
	}
	return v.showOnce(v.Text("links.title"), g)
}

// showLink shows one link.
func (v *visitor) showLink(link node.Link) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	g := linksPage{From: link.From.String(), Start: v.at("/office"), Groups: []linkGroup{{Role: v.role(link.Role), What: v.Text(duties[link.Role]),
		Links: []linkRow{v.linkRow(list.side(link.Side), link)}}}}
	if v.who.Role == "" {
		g.Start = v.at("/")
	}
	return v.showOnce(v.Text("links.title_one"), g)
}

// showOnce answers with a page that cannot be had again, in another language
// neither.
func (v *visitor) showOnce(title string, body form) error {
	g := v.page(title, body)
	g.Languages = nil
	return v.send(http.StatusOK, g)
}

func (v *visitor) linkRow(side namedSide, link node.Link) linkRow {
	return linkRow{ID: "link-" + string(link.Role) + "-" + string(side.ID), Side: side.Name,
		Address: v.address() + "/invitations/" + link.Token}
}
