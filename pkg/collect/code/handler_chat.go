package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// answersChat says whether a decorator makes a function answer what people write in a chat:
// @bot.command(), @app.event("app_mention"). Command lines have such names too, so that the
// library has to be imported.
func (u *unit) answersChat(decorator, function *program.Node) bool {
	called := decorator
	if decorator.Kind == program.Call {
		called = decorator.Child(program.Callee)
	}
	if u.language != syntax.Python || called == nil || called.Kind != program.Member || isAtStart(function.Name) {
		return false
	}
	switch plainName(called.Name) {
	case "event", "message", "command", "hybridcommand", "slashcommand", "listener", "action", "shortcut", "view",
		"messagehandler", "callbackqueryhandler", "callbackquery", "contextmenu":
		return u.importsAny("discord", "nextcord", "disnake", "slack_bolt", "telebot", "aiogram", "pyrogram", "interactions")
	default:
		return false
	}
}

// isAtStart knows the events of a chat that come before any message.
func isAtStart(name string) bool {
	return isOneOf(plainName(name), []string{"onready", "onconnect", "setuphook", "onstartup"})
}

// importsAny says whether the text imports one of some packages of Python, or what is in one.
func (u *unit) importsAny(packages ...string) bool {
	return slices.ContainsFunc(u.modules, func(name string) bool {
		first, _, _ := strings.Cut(name, ".")
		return slices.Contains(packages, first)
	})
}

// runsEach says whether a call of TypeScript hands a function to what runs it for each message
// of a chat, job of a queue or event: app.event("app_mention", f), new Worker("embed", f).
func (u *unit) runsEach(call *program.Node) bool {
	called := call.Child(program.Callee)
	if called == nil {
		return false
	}
	switch called.Name {
	case "event", "message", "command", "action", "shortcut", "view", "on", "hears", "onText", "callbackQuery":
		return called.Kind == program.Member && slices.ContainsFunc(
			[]string{"@slack/bolt", "telegraf", "grammy", "node-telegram-bot-api"}, u.importsModule)
	case "Worker":
		return call.Name == "new" && u.origin(called) == "bullmq:Worker"
	case "process":
		return called.Kind == program.Member && (u.importsModule("bull") || u.importsModule("bee-queue"))
	case "createFunction":
		return isOfInngest(call)
	default:
		return false
	}
}

// isRunEach says whether a function stands in such a call, or in one that registers a route.
func (u *unit) isRunEach(argument *program.Node) bool {
	call := argument.Parent
	if argument.Role != program.Argument || call == nil || call.Kind != program.Call {
		return false
	}
	return u.runsEach(call) || isRegistered(call) || call.Role == program.Argument && isWrapping(call) && u.isRunEach(call)
}

// isWrapping knows asyncHandler(f), by which Express gets the errors of f.
func isWrapping(call *program.Node) bool {
	return len(call.All(program.Argument)) == 1 && call.Name != "new"
}
