package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// httpScheme says whether the address of a request is one without encryption. What stands elsewhere
// may be, unless a host alone does.
func (u *unit) httpScheme(s *sight, asked *request, sent []*program.Node) {
	session := u.sessionOf(asked.call)
	address := withoutParts(asked.address)
	switch plain := isPlain(address); {
	case plain == yes:
		s.values["tls"], s.places["/tls"] = false, u.plainText(asked.at, session)
	case plain == unknown:
		s.unsure(u, "/tls", "it is sent without encryption to a host that stands elsewhere", asked.at)
	case hasScheme(address), callee(session) == "HTTPSConnection":
	case callee(session) == "HTTPConnection":
		s.values["tls"], s.places["/tls"] = false, session
	default:
		u.schemeElsewhere(s, asked, sent[1:])
	}
}

// hasScheme says whether an address tells how it is spoken to, by https or to this machine.
func hasScheme(address string) bool {
	lower := strings.ToLower(address)
	return strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://")
}

// schemeElsewhere looks for what an address begins with: in the function of the text that sends, in
// another file, in what files give a variable.
func (u *unit) schemeElsewhere(s *sight, asked *request, within []*program.Node) {
	for _, each := range within {
		for _, given := range addressesOf(each) {
			address := withoutParts(u.address(given, shallow))
			switch {
			case isPlain(address) == yes:
				s.values["tls"], s.places["/tls"] = false, u.plainText(given, nil)
				return
			case hasScheme(address):
				return
			}
		}
	}
	begins := u.beginning(asked.at, deepest)
	if session := u.sessionOf(asked.call); session != nil && (begins == nil || strings.HasPrefix(asked.address, "//")) {
		begins = u.beginning(argument(session, "baseurl"), deepest)
	}
	if begins != nil && u.schemeOf(s, begins) {
		return
	}
	s.unsure(u, "/tls", "whether it is sent with encryption is said by an address that stands elsewhere", asked.at)
}

// schemeOf keeps what another file, or files that give a variable, say an address begins with, and says
// whether they do.
func (u *unit) schemeOf(s *sight, begins *program.Node) bool {
	if found := u.constantElsewhere(begins); found.value != nil && found.value.Kind == program.String {
		if isPlain(found.value.Name) == yes {
			s.values["tls"], s.places["/tls"] = false, found.value
			s.others = map[string]*unit{"/tls": found.in}
			return true
		}
		return hasScheme(found.value.Name)
	}
	u.plainHost(s, begins)
	return s.values["tls"] == false || len(s.unknown["/tls"].Reason) > 0
}

// beginning is what an address begins with, nil where that is a text.
func (u *unit) beginning(node *program.Node, steps int) *program.Node {
	if node == nil || steps == 0 {
		return nil
	}
	switch node.Kind {
	case program.String, program.Operation:
		return u.beginning(node.First(), steps-1)
	case program.Name, program.Member:
		if value := u.constant(node); value != nil && value.Kind != program.Call && value.Kind != program.Subscript {
			return u.beginning(value, steps-1)
		}
	}
	return node
}

// plainText is the text that makes an address one without encryption, as a person would edit it.
func (u *unit) plainText(node, session *program.Node) *program.Node {
	at := node
	for steps := deepest; at != nil && steps > 0; steps-- {
		switch at.Kind {
		case program.String:
			text := strings.TrimLeft(string(u.text[at.Start:at.End]), "fFrR\"'`")
			if strings.HasPrefix(strings.ToLower(text), "http://") {
				return at
			}
			at = at.First()
		case program.Operation:
			at = at.First()
		default:
			at = u.constant(at)
		}
	}
	if session != nil && argument(session, "baseurl") != nil {
		return u.plainText(argument(session, "baseurl"), nil)
	}
	return node
}
