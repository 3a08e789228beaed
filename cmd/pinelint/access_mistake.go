package main

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/config"
)

// readQuestion reads a question from JSON. The error says what is wrong without quoting
// what stands there, and offset is where.
func readQuestion(data []byte, into *question) (offset int, err error) {
	err = json.Unmarshal(data, into, json.RejectUnknownMembers(true))
	if err == nil {
		return 0, nil
	}
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return int(syntax.ByteOffset), syntaxMistake(syntax)
	}
	if semantic, ok := errors.AsType[*json.SemanticError](err); ok {
		return int(semantic.ByteOffset), semanticMistake(semantic)
	}
	return len(data), errors.New("it is no request")
}

func syntaxMistake(syntax *jsontext.SyntacticError) error {
	switch {
	case errors.Is(syntax, io.ErrUnexpectedEOF):
		return errors.New("it ends in the middle of a value")
	case errors.Is(syntax, jsontext.ErrDuplicateName):
		return fmt.Errorf("%s stands twice in one object: remove one", shownPointer(syntax.JSONPointer))
	default:
		message := strings.TrimPrefix(syntax.Err.Error(), "jsontext: ")
		return fmt.Errorf("it is not JSON: %s at byte %d", collect.Redact(message), syntax.ByteOffset+1)
	}
}

func semanticMistake(semantic *json.SemanticError) error {
	place := shownPointer(semantic.JSONPointer)
	switch {
	case errors.Is(semantic, json.ErrUnknownName):
		name := semantic.JSONPointer.LastToken()
		known := fieldsAt(semantic.JSONPointer)
		if near := config.Nearest(name, known); near != "" {
			return fmt.Errorf("unknown field %s: did you mean %s?", place, near)
		}
		return fmt.Errorf("unknown field %s: the fields are %s", place, strings.Join(known, ", "))
	case errors.Is(semantic, errContext):
		return fmt.Errorf("%s: %w", place, errContext)
	case semantic.GoType != nil && semantic.JSONKind != 0:
		return fmt.Errorf("%s is %s: it should be %s", place, jsonNoun(semantic.JSONKind), goNoun(semantic.GoType))
	default:
		return fmt.Errorf("%s is not what it should be", place)
	}
}

func shownPointer(pointer jsontext.Pointer) string {
	if pointer == "" {
		return "the request"
	}
	return collect.Quote(collect.Redact(strings.TrimPrefix(string(pointer), "/")))
}

// fieldsAt are the names that could stand in the place of one.
func fieldsAt(pointer jsontext.Pointer) []string {
	switch {
	case strings.HasPrefix(string(pointer), "/grants/"):
		return fields(reflect.TypeFor[questionGrant]())
	case strings.HasPrefix(string(pointer), "/publicAccessBlock/"):
		return fields(reflect.TypeFor[questionPublicAccess]())
	default:
		return fields(reflect.TypeFor[question]())
	}
}

func fields(of reflect.Type) []string {
	names := make([]string, of.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(of.Field(i).Tag.Get("json"), ",")
	}
	return names
}

func jsonNoun(kind jsontext.Kind) string {
	switch kind {
	case 'n':
		return "null"
	case 't', 'f':
		return "a boolean"
	case '"':
		return "a string"
	case '0':
		return "a number"
	case '[':
		return "a list"
	default:
		return "an object"
	}
}

func goNoun(of reflect.Type) string {
	switch of.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	default:
		return "an object"
	}
}
