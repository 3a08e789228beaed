package main

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/config"
)

const (
	pseudonymKey = "PINELINT_PSEUDONYM_KEY"
	// shortestKey is the length of a key that nobody finds by trying words.
	shortestKey = 16
	pseudonym   = "person-"
)

// pseudonyms stand for people: an address keeps its domain, which rules judge. They are made
// with a key, so that who has a list of names cannot tell whose they are by trying. A nil one
// changes nothing.
type pseudonyms struct {
	key []byte

	address, addresses, users *regexp.Regexp
	// passing says that the key is of this run alone.
	passing bool
	// names are those that were found and are no addresses.
	names []string
}

func (g *gathering) pseudonymFlag(flags *pflag.FlagSet) {
	flags.BoolVar(&g.pseudonymize, "pseudonymize", false,
		"write pseudonyms instead of e-mail addresses and user names: the same in each run with the same "+pseudonymKey)
}

// pseudonyms are made with the key of the environment, or with one of this run alone.
func (g *gathering) pseudonyms(on system) (*pseudonyms, error) {
	if !g.pseudonymize {
		return nil, nil
	}
	p := &pseudonyms{
		key:     []byte(on.getenv(pseudonymKey)),
		address: regexp.MustCompile(address), addresses: regexp.MustCompile(addresses), users: regexp.MustCompile(users),
	}
	switch {
	case len(p.key) >= shortestKey:
	case len(p.key) > 0:
		return nil, usage("%s has fewer than %d characters, so that it could be guessed: give it a long random text",
			pseudonymKey, shortestKey)
	default:
		p.key, p.passing = make([]byte, sha256.Size), true
		if _, err := io.ReadFull(on.random, p.key); err != nil {
			return nil, &exitError{code: exitInternal, err: fmt.Errorf("make a key for pseudonyms: %w", err)}
		}
	}
	return p, nil
}

// What people are called by in texts.
const (
	domain = `[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}[\p{L}\p{N}-]*`
	// address is a text that is an e-mail address, and may have any sign before the @.
	address = `^[^\s@"<>(),:;\\\[\]]+@` + domain + `$`
	// addresses are e-mail addresses within a text; one in a URL may have its @ escaped.
	addresses = `[\p{L}\p{N}_](?:[\p{L}\p{N}._%+'-]*[\p{L}\p{N}_+-])?(?:@|%40)` + domain
	// users are AWS users in ARNs, with the wildcard that follows a name that is none.
	users = `(:iam::[0-9]*:user/|:sts::[0-9]*:federated-user/)((?:[\w+=,.@-]+/)*)` +
		`([\w+=,.@-]*[\w+=@-])([.,]*[*?$])?`
)

// text is a text with pseudonyms for all addresses and AWS users in it.
func (p *pseudonyms) text(text string) string {
	switch {
	case p == nil:
		return text
	case p.address.MatchString(text):
		return p.ofAddress(text)
	}
	text = p.addresses.ReplaceAllStringFunc(text, p.ofAddress)
	return p.users.ReplaceAllStringFunc(text, func(arn string) string {
		part := p.users.FindStringSubmatch(arn)
		if part[4] != "" {
			return arn
		}
		return part[1] + part[2] + p.name(part[3])
	})
}

// shown is text, of a file that is shown, also without the names that were found elsewhere.
func (p *pseudonyms) shown(text string) string {
	text = p.text(text)
	if p == nil || len(p.names) == 0 {
		return text
	}
	quoted := make([]string, len(p.names))
	for i, name := range p.names {
		quoted[i] = regexp.QuoteMeta(name)
	}
	slices.SortFunc(quoted, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	whole := regexp.MustCompile(`(^|[^\p{L}\p{N}])(` + strings.Join(quoted, "|") + `)($|[^\p{L}\p{N}])`)
	return whole.ReplaceAllStringFunc(text, func(found string) string {
		part := whole.FindStringSubmatch(found)
		return part[1] + p.name(part[2]) + part[3]
	})
}

// name is the pseudonym of a name, which may be an address.
func (p *pseudonyms) name(name string) string {
	switch {
	case p.is(name) || name == "":
		return name
	case p.address.MatchString(name):
		return p.ofAddress(name)
	}
	sum := hmac.New(sha256.New, p.key)
	sum.Write([]byte(strings.ToLower(name)))
	return pseudonym + hex.EncodeToString(sum.Sum(nil)[:8])
}

func (p *pseudonyms) ofAddress(text string) string {
	text = strings.ToLower(strings.Replace(text, "%40", "@", 1))
	person, domain, _ := strings.Cut(text, "@")
	if p.is(person) {
		return text
	}
	sum := hmac.New(sha256.New, p.key)
	sum.Write([]byte(text))
	return pseudonym + hex.EncodeToString(sum.Sum(nil)[:8]) + "@" + domain
}

// is says whether a name is a pseudonym already, of this or of an earlier run.
func (p *pseudonyms) is(name string) bool {
	name, _, _ = strings.Cut(name, "@")
	digits, ok := strings.CutPrefix(name, pseudonym)
	_, err := hex.DecodeString(digits)
	return ok && err == nil && len(digits) == 16
}

// waivers are those of a manifest without names, so that they fit what has none.
func (p *pseudonyms) waivers(all []config.Waiver) []config.Waiver {
	changed := slices.Clone(all)
	for i, waiver := range changed {
		changed[i].Resource, changed[i].Reason = p.text(waiver.Resource), p.text(waiver.Reason)
		changed[i].Owner, changed[i].Ticket = p.text(waiver.Owner), p.text(waiver.Ticket)
	}
	return changed
}
