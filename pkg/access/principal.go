package access

import (
	"fmt"
	"strings"
)

// class is how a resource policy names the caller, on which it depends what else the
// caller needs (IAM User Guide, "Policy evaluation logic").
type class uint8

const (
	// direct is "*", a user or one session: nothing else in the same account.
	direct class = iota
	// byRole is a role, or the user who started a federated session: boundary and session
	// policies limit it.
	byRole
	// byAccount is the account: it may let its identities by their own policies.
	byAccount
	classes
)

// named is how far each class names the caller.
type named [classes]truth

func (n *named) add(c class, t truth) { n[c] = max(n[c], t) }

func (n named) any() truth { return max(n[direct], n[byRole], n[byAccount]) }

type principalKind uint8

const (
	nobody principalKind = iota
	everyone
	anAccount
	anIdentity
	aProvider
	aService
	aCanonicalUser
	unknownPrincipal
)

// principal is one entry of a Principal element (IAM User Guide, "AWS JSON policy
// elements: Principal").
type principal struct {
	kind principalKind
	// text is as written; identity is it parsed.
	text     string
	identity identity
	pattern  pattern
}

// parsePrincipal reads one entry. The complaint is a clause, or empty.
func parsePrincipal(kind, text string) (principal, string) {
	found := principal{text: text}
	switch kind {
	case "Service":
		found.kind = aService
		if strings.ContainsAny(text, "*?") {
			return principal{text: text}, "a service has no wildcards"
		}
		return found, ""
	case "Federated":
		found.kind = aProvider
		return found, ""
	case "CanonicalUser":
		found.kind = aCanonicalUser
		return found, ""
	}
	return parseAWSPrincipal(found)
}

func parseAWSPrincipal(found principal) (principal, string) {
	text := found.text
	if text == "*" {
		found.kind = everyone
		return found, ""
	}
	if strings.ContainsAny(text, "*?") {
		return found, `a principal has no wildcards but "*" alone`
	}
	if isUniqueID(text) {
		return found, "" // what AWS writes in the place of an identity that was deleted
	}
	found.identity = parseIdentity(text)
	switch found.identity.kind {
	case root:
		found.kind = anAccount
		return found, ""
	case user, role, session, federatedUser:
		found.kind = anIdentity
		return found, ""
	default:
		return found, fmt.Sprintf("%q is no account, user, role or session", text)
	}
}

// isUniqueID says whether text is the id of an identity: AROA…, AIDA….
func isUniqueID(text string) bool {
	return len(text) >= 16 && !strings.Contains(text, ":") &&
		(strings.HasPrefix(text, "AROA") || strings.HasPrefix(text, "AIDA") || strings.HasPrefix(text, "ASIA") ||
			strings.HasPrefix(text, "AGPA"))
}

// match says how far the entry names the caller.
func (p *principal) match(caller *identity) (class, truth) {
	switch p.kind {
	case everyone:
		return direct, yes
	case anAccount:
		return byAccount, truthOf(caller.owned() && caller.shares(&p.identity))
	case anIdentity:
		return p.matchIdentity(caller)
	case aService, aProvider:
		unowned := caller.kind == service || caller.kind == provider
		return direct, truthOf(unowned && p.text == caller.text)
	case aCanonicalUser: // stands for an account, or for CloudFront
		return byAccount, min(truthOf(caller.owned()), maybe)
	default:
		return direct, no
	}
}

func (p *principal) matchIdentity(caller *identity) (class, truth) {
	here := &p.identity
	if !caller.owned() || !caller.shares(here) {
		return direct, no
	}
	switch {
	case here.kind == role && caller.kind == session: // names of roles are unique in an account
		return byRole, truthOf(here.name == caller.name)
	case here.kind == session && caller.kind == role: // one of the role's sessions
		return direct, min(truthOf(here.name == caller.name), maybe)
	case here.kind == user && caller.kind == federatedUser: // the user may have started it
		return byRole, maybe
	case here.kind == role:
		return byRole, truthOf(here.text == caller.text)
	default:
		return direct, truthOf(here.text == caller.text)
	}
}
