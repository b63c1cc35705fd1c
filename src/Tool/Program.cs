namespace Sememe.Tool;

/// <summary>What the build calls for work that neither a generator nor a task inside the build engine may do.</summary>
internal static class Program
{
    private const int Failure = 1;

    /// <summary><c>embed &lt;file&gt;</c>: embeds the texts that the file of arguments names.</summary>
    public static int Main(string[] arguments)
    {
        if (arguments is not ["embed", { } file])
        {
            Console.Error.WriteLine("Sememe.Tool: expected 'embed' and a file of arguments, as the targets of the package call it.");
            return Failure;
        }

        try
        {
            EmbedRequest request = EmbedRequest.Read(file);
            return EmbedCommand.Run(request, Console.Out) ? 0 : Failure;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ModelFormatException or PlatformNotSupportedException)
        {
            Console.Out.WriteLine(BuildMessage.Of("Sememe", exception.Message));
            return Failure;
        }
    }
}
