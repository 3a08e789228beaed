package code

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// handedGo is what those who call a function of Go hand in for a parameter of an interface: of any
// store, or of one of the tree, which a connection has the methods of.
func (u *unit) handedGo(parameter *program.Node, steps int) *thing {
	typed := parameter.Child(program.Type)
	if typed == nil || u.all == nil {
		return nil
	}
	if u.origin(typed) == "github.com/tmc/langchaingo/vectorstores:VectorStore" {
		return u.handedStore(parameter, steps)
	}
	if !u.isAnyHandle(typed) {
		return nil
	}
	place := slices.Index(written(parameter.Parent), parameter)
	var given []use
	for _, each := range u.callersOfGo(parameter.Parent) {
		if each.node.Role == program.Callee && place >= 0 {
			given = append(given, use{positional(each.node.Parent, place), each.in})
		}
	}
	return u.oneOf(given, steps)
}

// keptGo is what other files give a field whose type is such an interface: Store{Vectors: connection}.
func (u *unit) keptGo(field *program.Node, steps int) *thing {
	class, target := classOf(field), field.Child(program.Target)
	if class == nil || target == nil || field.Kind != program.Assign || !u.isAnyHandle(field.Child(program.Type)) {
		return nil
	}
	naming, _ := u.all.naming(u, class.Name, target.Name)
	var given []use
	for _, file := range naming[:min(mostNaming, len(naming))] {
		other := u.all.at(file)
		if other == nil || other == u {
			continue
		}
		for _, each := range other.attributes[target.Name] {
			if each.node.Kind == program.Entry && each.value != nil && len(given) < nearest &&
				other.typeMade(each.node.Parent) == class.Name {
				given = append(given, use{each.value, other})
			}
		}
	}
	return u.oneOf(given, steps)
}

// ofStruct leaves out of what gives fields of a name their values those of other types of the text, where
// an object is declared to be of one.
func (u *unit) ofStruct(all []binding, object *program.Node) []binding {
	if len(all) < 2 || object == nil || object.Kind != program.Name {
		return all
	}
	own := ""
	for _, each := range u.bindings(object.Name, object) {
		if typed := each.node.Child(program.Type); typed != nil && typed.Kind == program.Name {
			own = typed.Name
		}
	}
	if own == "" || !slices.ContainsFunc(all, func(each binding) bool {
		class := classOf(each.node)
		return class != nil && class.Name == own
	}) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all[:min(len(all), nearest*nearest)]), func(each binding) bool {
		of := ""
		if class := classOf(each.node); class != nil {
			of = class.Name
		} else if each.node.Kind == program.Entry {
			of = u.typeMade(each.node.Parent)
		}
		return of != "" && of != own && len(u.bindings(of, u.root)) > 0
	})
}

// typeMade is the name of the type of what is written out, without its package: Store of &shelf.Store{}.
func (u *unit) typeMade(object *program.Node) string {
	before, _, _ := strings.Cut(u.opening(object), "{")
	return before[strings.LastIndexByte(before, '.')+1:]
}

// oneOf is the handle that one of several places gives. Where another one gives something else, that may
// try again by itself.
func (u *unit) oneOf(given []use, steps int) *thing {
	var found *thing
	mixed := false
	for _, each := range given {
		if each.node == nil || isNull(each.node) {
			continue
		}
		one := each.in.thingWithin(each.node, steps-1)
		if one != nil && each.in != u {
			one = each.in.abroad(one)
		}
		isOwn := len(each.in.structsOf(each.node, shallow)) > 0 // which may have methods of its own
		if one == nil || one.is != index && one.is != client || isOwn {
			mixed = true
			continue
		}
		if found == nil {
			found = one
		}
	}
	if found == nil || !mixed {
		return found
	}
	other := *found
	other.mixed = true
	return &other
}

// isAnyHandle says whether a type is an interface of the tree that has a method by the name of one of a
// connection, or others in it, or a parameter that stands for a type.
func (u *unit) isAnyHandle(typed *program.Node) bool {
	if typed == nil || u.all == nil {
		return false
	}
	if strings.HasPrefix(u.opening(typed), "interface") {
		return asksHandle(u.text[typed.Start:typed.End])
	}
	named := u.structsNamed(typed)
	for _, each := range named {
		body := each.node.Child(program.Body)
		if body != nil && strings.HasPrefix(each.in.opening(body), "interface") {
			return asksHandle(each.in.text[body.Start:body.End])
		}
	}
	first, _ := utf8.DecodeRuneInString(typed.Name)
	return len(named) == 0 && typed.Kind == program.Name && unicode.IsUpper(first) && u.origin(typed) == ""
}

func asksHandle(body []byte) bool {
	_, inside, _ := strings.Cut(string(body), "{")
	for line := range strings.Lines(strings.ReplaceAll(inside, ";", "\n")) {
		line, _, _ = strings.Cut(strings.Trim(line, " \t\r\n}"), "//")
		name, _, isMethod := strings.Cut(line, "(")
		if isMethod && (indexOperation(name) != "" || controlOperation(name) != "") {
			return true
		}
		if !isMethod && line != "" && !strings.ContainsAny(strings.TrimSpace(line), " \t|~") {
			return true // which it embeds
		}
	}
	return false
}

// callersOfGo are the nearest places that call a function or a method of Go, in all files.
func (u *unit) callersOfGo(function *program.Node) []use {
	var found []use
	for _, each := range u.usesOf(function, ownName(function)) {
		found = append(found, use{each, u})
	}
	if receiver(function) != "" {
		return append(found, u.golangMethodUses(function)...)
	}
	return append(found, u.usesElsewhere(function)...)
}

// handedStore is the store of LangChainGo that all who call a function hand in for a parameter, whose
// type is the interface of any store.
func (u *unit) handedStore(parameter *program.Node, steps int) *thing {
	function := parameter.Parent
	if u.isUsedMore(function) {
		return nil
	}
	place := slices.Index(written(function), parameter)
	uses := slices.Clone(u.usesElsewhere(function))
	for _, each := range u.usesOf(function, ownName(function)) {
		uses = append(uses, use{each, u})
	}
	var found *thing
	for _, each := range uses {
		if each.node.Role != program.Callee || place < 0 {
			return nil
		}
		given := each.in.thingWithin(positional(each.node.Parent, place), steps-1)
		if given == nil || given.is != store {
			return nil
		}
		found = &thing{is: store, wrapper: given.wrapper, class: given.class}
	}
	return found
}

// written are the parameters of a function of Go without what it is a method of.
func written(function *program.Node) []*program.Node {
	return slices.DeleteFunc(function.All(program.Param), func(each *program.Node) bool {
		return each.Alias == "receiver"
	})
}

// packagesHanded are the folders of the tree whose packages a text imports, which may be given a handle.
func (u *unit) packagesHanded() []string {
	var found []string
	for _, module := range u.modules[:min(nearest, len(u.modules))] {
		if folder, known := u.all.folderOf(module); known && folder != path.Dir(u.path) {
			found = append(found, folder)
		}
	}
	return found
}
