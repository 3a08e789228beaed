package code

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// unverified is the variable by which Node is told not to verify certificates.
const unverified = "NODE_TLS_REJECT_UNAUTHORIZED"

// environmentFiles are the files that give programs an environment without encryption: those that
// mention Pinecone and an address of http, and those that tell Node not to verify.
func (c *codebase) environmentFiles() []*unit {
	if c.environment != nil {
		return c.environment
	}
	c.environment = []*unit{}
	for _, file := range c.tree.Files {
		if !isEnvironment(file.Path) || isForeign(file.Path) || c.isForDevelopers(file.Path) {
			continue
		}
		text, err := c.tree.Read(file.Path)
		if err != nil || !bytes.Contains(text, []byte(unverified)) &&
			(!bytes.Contains(text, []byte("http://")) || !collect.MentionsPinecone(text)) {
			continue
		}
		told := collect.Redact(file.Path)
		c.environment = append(c.environment, newUnit(told, "", text, &program.Node{Kind: program.Block}))
	}
	return c.environment
}

// isEnvironment says whether a file gives programs variables: .env, a Dockerfile, a manifest.
func isEnvironment(file string) bool {
	base := path.Base(file)
	switch path.Ext(base) {
	case ".yaml", ".yml":
		return base != "pinelint.yaml" && !strings.HasPrefix(base, ".")
	default:
		return strings.HasPrefix(base, ".env") || path.Ext(base) == ".env" || isOfImage(base)
	}
}

func isOfImage(base string) bool {
	return strings.HasPrefix(base, "Dockerfile") || strings.HasPrefix(base, "Containerfile")
}

// isForDevelopers says whether a file configures what developers and tests run, and no deployment.
func (c *codebase) isForDevelopers(file string) bool {
	words := strings.FieldsFunc(strings.ToLower(path.Base(file)), func(r rune) bool {
		return r == '.' || r == '-' || r == '_'
	})
	role := c.role(file)
	return role == "test" || role == "example" || strings.HasPrefix(file, ".github/") ||
		slices.ContainsFunc(words, func(word string) bool {
			return slices.Contains([]string{
				"dev", "development", "local", "override", "test", "tests", "testing", "e2e", "ci", "example", "sample",
				"template", "dist",
			}, word)
		})
}

// valueAfter is the value that follows the name of a variable: NAME=value, NAME: "value",
// ENV NAME value, and "value: …" on the line after "name: NAME".
var valueAfter = lazyregexp.New(
	`^["']?(?:[ \t]*[:=][ \t]*|[ \t]+|[ \t]*,?[ \t]*\r?\n?[ \t]*["']?value["']?[ \t]*:[ \t]*)["']?([^\s"'#,}]+)`)

// variable is what files give a variable of the environment.
func (c *codebase) variable(name string) []setting {
	if found, ok := c.variables[name]; ok {
		return found
	}
	var found []setting
	for _, file := range c.environmentFiles() {
		for from := 0; ; {
			at := bytes.Index(file.text[from:], []byte(name))
			if at < 0 || len(found) == nearest {
				break
			}
			start, end := from+at, from+at+len(name)
			from = end
			if start > 0 && isNameByte(file.text[start-1]) {
				continue
			}
			match := valueAfter().FindSubmatchIndex(file.text[end:])
			if match == nil || inComment(lineBefore(file.text, start)) {
				continue
			}
			place := &program.Node{Kind: program.String, Start: end + match[2], End: end + match[3]}
			found = append(found, setting{string(file.text[place.Start:place.End]), file, place})
		}
	}
	if c.variables == nil {
		c.variables = map[string][]setting{}
	}
	c.variables[name] = found
	return found
}

// lineBefore is what a line has before an offset, of a long one the last words.
func lineBefore(text []byte, at int) []byte {
	const most = 400
	from := max(at-most, 0)
	line := text[from:at]
	if end := bytes.LastIndexByte(line, '\n'); end >= 0 {
		return line[end+1:]
	}
	if from > 0 {
		_, line, _ = bytes.Cut(line, []byte(" ")) // no part of a word
	}
	return line
}

func isNameByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
}

// settingsGiven are what files of configuration give what a node asks for: a variable of the
// environment, or a setting of Java or C#.
func (u *unit) settingsGiven(node *program.Node) []setting {
	if u.all == nil {
		return nil
	}
	name := settingName(node)
	if name == "" {
		return nil
	}
	if isVariable(name) {
		return u.all.variable(name)
	}
	if !isBuilt(u.language) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(u.all.settingsOf(u.path)[plainKey(strings.ReplaceAll(name, ":", "."))]),
		func(each setting) bool { return u.all.isForDevelopers(each.in.path) })
}

// settingName is the name of the variable or the setting that a node asks for: process.env.HOST,
// os.environ["HOST"], getenv("HOST"), configuration["Pinecone:Host"]. It is empty where it asks for none.
func settingName(node *program.Node) string {
	switch node.Kind {
	case program.Member:
		if objectName(node) == "env" {
			return node.Name
		}
	case program.Subscript:
		return strings.TrimPrefix(keyOf(node), "[")
	case program.Call:
		if first := positional(node, 0); first != nil && first.Kind == program.String && len(first.Children) == 0 &&
			(asksSetting(node) || len(node.All(program.Argument)) == 1 && isVariable(first.Name)) {
			return first.Name
		}
	}
	return ""
}

// isVariable says whether a name is one as variables of the environment have.
func isVariable(name string) bool {
	return name != "" && name == strings.ToUpper(name) && !strings.ContainsAny(name, ".: /")
}

// unverifiedByEnvironment keeps what tells Node, and so all of a program, not to verify certificates:
// the image or the .env of the folder that the program is in. A manifest may be of another program.
func (u *unit) unverifiedByEnvironment(s *sight) {
	if u.all == nil || !isScript(u.language) {
		return
	}
	for _, each := range u.all.variable(unverified) {
		folder := path.Dir(each.in.path)
		switch {
		case each.value != "0" || u.all.isOfAnother(folder, u.path):
		case !isWithin(u.path, folder) || path.Ext(each.in.path) == ".yaml" || path.Ext(each.in.path) == ".yml":
			s.unsureGiven(u, "/tls", unverified+" says so of what may be this program",
				nil, &each)
		default:
			s.values["tls"], s.given["/tls"] = false, &each
			return
		}
	}
}

// isOfAnother says whether a folder is of another package of JavaScript than a file.
func (c *codebase) isOfAnother(folder, file string) bool {
	return slices.ContainsFunc(c.tree.Files, func(each collect.File) bool {
		project := path.Dir(each.Path)
		return path.Base(each.Path) == "package.json" && !isForeign(each.Path) &&
			(project == folder || isWithin(folder, project)) && !isWithin(file, project)
	})
}
