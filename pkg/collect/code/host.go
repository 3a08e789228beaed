package code

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// hostName is a host of Pinecone's data plane that a text names.
type hostName struct {
	host       string
	start, end int
}

// hostsIn are the hosts of indexes that a text names: products-abc1234.svc.…pinecone.io.
func hostsIn(text []byte) []hostName {
	var found []hostName
	const most = 100
	for from := 0; len(found) < most; {
		i := bytes.Index(text[from:], []byte(snapshot.HostSuffix))
		if i < 0 {
			break
		}
		end := from + i + len(snapshot.HostSuffix)
		start := from + i
		for start > 0 && isHostByte(text[start-1]) {
			start--
		}
		from = end
		if host := string(text[start:end]); isIndexHost(host) && (end == len(text) || !isHostByte(text[end])) {
			found = append(found, hostName{host: host, start: start, end: end})
		}
	}
	return found
}

func isHostByte(b byte) bool {
	return b == '.' || b == '-' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z'
}

// isIndexHost leaves out placeholders: index-name.svc… has no such part for the project.
func isIndexHost(host string) bool {
	index, rest, ok := strings.Cut(host, ".svc.")
	return ok && rest != "" && strings.Contains(index, "-") && !strings.Contains(index, ".") &&
		!strings.Contains(index, "example") && !strings.Contains(index, "xxx")
}

// hostNames are the hosts in the strings of a program, not in its comments.
func (u *unit) hostNames() []hostName {
	var found []hostName
	u.root.Walk(func(n *program.Node) bool {
		if n.Kind != program.String {
			return true
		}
		for _, each := range hostsIn(u.text[n.Start:n.End]) {
			each.start, each.end = each.start+n.Start, each.end+n.Start
			found = append(found, each)
		}
		return false
	})
	return found
}

// configuredHosts are the hosts that a file of configuration names, not in its comments.
func configuredHosts(text []byte) []hostName {
	return slices.DeleteFunc(hostsIn(text), func(each hostName) bool {
		return inComment(lineBefore(text, each.start))
	})
}

// inComment says whether a line ends in a comment, as what people configure programs with has it.
func inComment(line []byte) bool {
	for word := range bytes.FieldsSeq(line) {
		if word[0] == '#' || word[0] == ';' || bytes.HasPrefix(word, []byte("//")) {
			return true
		}
	}
	return false
}

// isConfiguration says whether a file configures programs.
func isConfiguration(file string) bool {
	base := path.Base(file)
	if strings.HasPrefix(base, ".env") || strings.HasPrefix(base, "Dockerfile") {
		return true
	}
	switch path.Ext(base) {
	case ".env", ".yaml", ".yml", ".toml", ".ini", ".properties", ".conf", ".cfg", ".config",
		".tf", ".tofu", ".tfvars", ".sh", ".bash":
		return base != "pinelint.yaml"
	case ".json":
		return strings.Contains(base, "config") || strings.Contains(base, "settings")
	default:
		return false
	}
}
