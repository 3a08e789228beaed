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
	// next is where another option or another command begins.
	next = lazyregexp.New(`[ \t]--[a-z]|[;|&]`)
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
		if end := bytes.IndexByte(plain[begin:], '}'); end >= 0 {
			return begin + end
		}
	}
	end := lineEnd(plain, begin)
	if plain[found[0]] == '-' {
		if at := next().FindIndex(plain[begin:end]); at != nil {
			return begin + at[0]
		}
		return end
	}
	for end < len(plain) && furtherPair().Match(plain[end+1:lineEnd(plain, end+1)]) {
		end = lineEnd(plain, end+1)
	}
	return end
}

func lineEnd(text []byte, from int) int {
	if end := bytes.IndexByte(text[from:], '\n'); end >= 0 {
		return from + end
	}
	return len(text)
}

// templateOf is the file of the template that a command names; empty where it names none.
func templateOf(plain []byte, found []int) string {
	if plain[found[0]] != '-' {
		return ""
	}
	from := max(0, found[0]-longest)
	from += bytes.LastIndexByte(plain[from:found[0]], '\n') + 1
	if m := forTemplate().FindSubmatch(plain[from:lineEnd(plain[:min(len(plain), from+2*longest)], found[0])]); m != nil {
		return string(m[1])
	}
	return ""
}
