package code

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

func containsWord(text, word string) bool { return strings.Contains(text, word) }

// importsSDK says whether the text imports an SDK of Pinecone or a wrapper of one.
func (u *unit) importsSDK() bool {
	if u.imports == unknown {
		u.imports = is(u.findsImport())
	}
	return u.imports == yes
}

func (u *unit) findsImport() bool {
	return u.root.Find(func(n *program.Node) bool {
		if n.Kind == program.Import {
			return isSDK(u.language, n.Name)
		}
		if n.Kind == program.Call {
			module, _, _ := strings.Cut(u.required(n), ":")
			return module != "" && isSDK(u.language, module)
		}
		return false
	}) != nil
}

// targeting says how an index is targeted: by its name, which costs a call, or by its host.
func (u *unit) targeting(s *sight, made *thing) {
	if made.is == client {
		return
	}
	if isBuilt(u.language) && u.builtTarget(s, made) || u.golangTarget(s, made) {
		return
	}
	host := u.givenHost(made)
	name := argument(made.made, "name", "indexname")
	switch {
	case host != nil:
		u.hostOrName(s, host)
	case name != nil && (made.is == index || made.from == nil):
		s.values["target"] = "name"
		s.places["/target"] = name
	case made.is == index, u.language == syntax.Python && callee(made.made) == "from_existing_index":
		u.positionalTarget(s, positional(made.made, 0))
	}
}

// hostOrName keeps the host that a handle is made by. One that the same function first asks for by the
// name of the index is as good as the name.
func (u *unit) hostOrName(s *sight, host *program.Node) {
	if u.isDescribed(host) {
		s.values["target"] = "name"
		s.places["/target"] = host
		return
	}
	s.values["target"] = "host"
	u.host(s, host)
}

// givenHost is the host that a handle is made by, nil where none is given.
func (u *unit) givenHost(made *thing) *program.Node {
	if host := argument(made.made, "host", "indexhosturl", "indexhost"); host != nil {
		return given(host)
	}
	second := positional(made.made, 1)
	if made.is != index || !isScript(u.language) && u.language != syntax.CSharp ||
		second != nil && second.Kind == program.Object {
		return nil
	}
	return given(second)
}

// given is an argument, nil where it is as if there were none: undefined, None, "".
func given(argument *program.Node) *program.Node {
	if argument == nil || isNull(argument) ||
		argument.Kind == program.String && argument.Name == "" && len(argument.Children) == 0 {
		return nil
	}
	return argument
}

func (u *unit) positionalTarget(s *sight, first *program.Node) {
	if first == nil || first.Kind == program.Spread {
		return
	}
	if first.Kind == program.Object {
		s.unsure(u, "/target", "the options of the index stand elsewhere", first)
		return
	}
	if word, ok := u.word(first); ok && strings.Contains(word, ".") {
		s.values["target"] = "host"
		u.host(s, first)
		return
	}
	if strings.Contains(plainName(first.Name), "host") || strings.Contains(plainName(u.source(first)), "host") {
		s.values["target"] = "host"
		return
	}
	s.values["target"] = "name"
	s.places["/target"] = first
}

// host keeps a host that stands in the text.
func (u *unit) host(s *sight, node *program.Node) {
	word, ok := u.word(node)
	if !ok {
		s.unsure(u, "/host", "the host stands elsewhere", node)
		u.plainHost(s, node)
		return
	}
	if bare := bareHost(word); bare != "" {
		s.values["host"] = bare
		s.places["/host"] = node
	}
	if isPlain(word) == yes {
		s.values["tls"] = false
		s.places["/tls"] = node
	}
}

// bareHost is the host of a URL, or a text that is a host, without what could be secret.
func bareHost(text string) string {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	parsed, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return parsed.Hostname()
}

// isLocal says whether a URL leads to this machine or to a neighbour in a container, as an
// emulator does.
func isLocal(text string) bool {
	host := bareHost(text)
	if address, err := netip.ParseAddr(host); err == nil {
		return address.IsLoopback() || address.IsPrivate() || address.IsUnspecified()
	}
	return host == "" || !strings.Contains(host, ".") || strings.HasSuffix(host, ".local") ||
		strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".docker.internal") ||
		strings.HasSuffix(host, ".containers.internal")
}
