namespace Sentinel.Standalone.Commands;

/// <summary>A command that cannot do what it was asked, and why, in a sentence for whoever asked.</summary>
internal sealed class CommandException(string sentence) : Exception(sentence);
