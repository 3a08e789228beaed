package cloudformation

import (
	"bytes"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

var (
	// option is what gives parameters in a command of AWS's or SAM's, in an action's input, in a
	// pipeline's action and in Terraform's resource of a stack.
	option = lazyregexp.New(`--parameter-overrides[ \t=]|--parameters[ \t=]|parameter-overrides["']?[ \t]*:|` +
		`ParameterOverrides["']?[ \t]*:|(?m:^[ \t]*parameters[ \t]*=[ \t]*\{)`)
	// next is where another option or another command begins, outside of quotes.
	next = lazyregexp.New(`[ \t]--[a-z]|[;|&]`)
	// another is where another command of a line begins.
	another = lazyregexp.New(`&&|\|\||;`)
	// givenPair is a parameter and its value, in whichever of their ways of writing.
	givenPair = lazyregexp.New(`(?:ParameterKey=)?\b([A-Za-z][A-Za-z0-9]*)(?:,ParameterValue)?\\?["']?[ \t]*[=:][ \t]*` +
		`(\\?"[^"\n]*"|'[^'\n]*'|[^\s,"'\]}]*)`)
	// furtherPair is a line that has nothing but such pairs, as in a text of YAML's.
	furtherPair = lazyregexp.New(`^[ \t]*["']?(?:ParameterKey=)?[A-Za-z][A-Za-z0-9]*(?:,ParameterValue)?=`)
	// forTemplate names the file of the template that a command deploys.
	forTemplate = lazyregexp.New(`--template(?:-file|-body)?[ \t=]+["']?(?:file://)?([^\s"'$]+\.[a-z]+)`)
)

const (
	// mostGiven bounds how many commands of a file are looked into.
	mostGiven = 500
	// longest bounds what is looked at of one.
	longest = 16 << 10
)

// isScript knows the files, besides YAML and JSON, that deploy templates.
func isScript(name string) bool {
	switch base := path.Base(name); path.Ext(base) {
	case ".sh", ".bash", ".mk", ".ps1", ".tf":
		return true
	default:
		return base == "Makefile" || base == "Jenkinsfile" || base == "justfile"
	}
}

// deploys says whether a text has commands or the like that give parameters.
func deploys(data []byte) bool {
	return bytes.Contains(data, []byte("--parameter")) || bytes.Contains(data, []byte("parameter-overrides")) ||
		bytes.Contains(data, []byte("ParameterOverrides")) || bytes.Contains(data, []byte("aws_cloudformation_stack"))
}

// commanded are the values that the commands of a text, and what is like them, give parameters.
func commanded(name string, data []byte) []givenSet {
	text := collect.NewText(name, data)
	plain := bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\\\r\n"), []byte("   ")), []byte("\\\n"), []byte("  "))
	var sets []givenSet
	for _, found := range option().FindAllIndex(plain, mostGiven) {
		begin, end := found[1], regionEnd(plain[:min(len(plain), found[1]+longest)], found)
		set := givenSet{template: templateOf(plain, found)}
		for _, m := range givenPair().FindAllSubmatchIndex(plain[begin:end], -1) {
			set.values = append(set.values, given{
				name:  string(plain[begin+m[2] : begin+m[3]]),
				value: strings.Trim(string(plain[begin+m[4]:begin+m[5]]), `\"'`),
				at:    text.Location(begin+m[2], begin+m[5]),
			})
		}
		if len(set.values) > 0 {
			sets = append(sets, set)
		}
	}
	return sets
}

// regionEnd is where what an option gives ends: in a mapping with its brace, in a command before the
// next option, and else with the last line that has nothing but values.
func regionEnd(plain []byte, found []int) int {
	begin := found[1]
	first := bytes.TrimLeft(plain[begin:], " \t\n'\">|-\\")
	if plain[begin-1] == '{' || bytes.HasPrefix(first, []byte("{")) {
		depth := 0
		if plain[begin-1] == '{' {
			depth = 1
		}
		if end := braceEnd(plain[begin:], depth); end >= 0 {
			return begin + end
		}
	}
	end := lineEnd(plain, begin)
	if plain[found[0]] == '-' {
		if at := next().FindIndex(unquoted(plain[begin:end])); at != nil {
			return begin + at[0]
		}
		return end
	}
	for end < len(plain) && furtherPair().Match(plain[end+1:lineEnd(plain, end+1)]) {
		end = lineEnd(plain, end+1)
	}
	return end
}

// braceEnd is where a mapping ends that is so deep already; less than 0 where it does not.
func braceEnd(text []byte, depth int) int {
	for i, c := range text {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth <= 0 {
				return i
			}
		}
	}
	return -1
}

// unquoted is a line of a command with what stands in quotes made plain. A quote that
// does not end there is none.
func unquoted(line []byte) []byte {
	made := bytes.Clone(line)
	for i := 0; i < len(made); i++ {
		switch c := made[i]; c {
		case '\\':
			i++
		case '"', '\'':
			end := quoteEnd(made[i+1:], c)
			for j := range max(0, end) {
				made[i+1+j] = '_'
			}
			i += end + 1
		}
	}
	return made
}

// quoteEnd is where a text in quotes ends; less than 0 where it does not.
func quoteEnd(text []byte, quote byte) int {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == quote:
			return i
		case text[i] == '\\' && quote == '"':
			i++
		}
	}
	return -1
}

func lineEnd(text []byte, from int) int {
	if end := bytes.IndexByte(text[from:], '\n'); end >= 0 {
		return from + end
	}
	return len(text)
}

// templateOf is the file of the template that a command names; empty where it names none, or several.
func templateOf(plain []byte, found []int) string {
	if plain[found[0]] != '-' {
		return ""
	}
	from := max(0, found[0]-longest)
	from += bytes.LastIndexByte(plain[from:found[0]], '\n') + 1
	line := plain[from:lineEnd(plain[:min(len(plain), from+2*longest)], found[0])]
	begin, end := 0, len(line)
	for _, at := range another().FindAllIndex(unquoted(line), -1) {
		if from+at[0] < found[0] {
			begin = at[1]
		} else {
			end = min(end, at[0])
		}
	}
	template := ""
	for _, m := range forTemplate().FindAllSubmatch(line[begin:end], -1) {
		if template != "" && template != string(m[1]) {
			return ""
		}
		template = string(m[1])
	}
	return template
}
