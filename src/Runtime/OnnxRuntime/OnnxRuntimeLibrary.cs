using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Sememe.OnnxRuntime.Native;

namespace Sememe.OnnxRuntime;

/// <summary>ONNX Runtime's native library, loaded once per path and never unloaded.</summary>
internal sealed unsafe class OnnxRuntimeLibrary
{
    /// <summary>Only fatal messages: failures arrive as statuses, and a library does not write to its user's console.</summary>
    private const int LoggingLevelFatal = 4;

    // A native library is state of the process, not of ours: loading it twice gives the same code and the same environment.
    private static readonly Dictionary<string, OnnxRuntimeLibrary> s_loaded = new(StringComparer.Ordinal);

    private readonly Lock _gate = new();
    private OrtEnv* _environment;
    private OrtMemoryInfo* _memory;

    private OnnxRuntimeLibrary(string path, string version, OrtApi api)
    {
        Path = path;
        Version = version;
        Api = api;
    }

    /// <summary>Path, or the bare name when the system's loader found it.</summary>
    public string Path { get; }

    /// <summary>Version of ONNX Runtime, for example <c>1.30.0</c>.</summary>
    public string Version { get; }

    /// <summary>The library's functions.</summary>
    public OrtApi Api { get; }

    /// <summary>The process's environment, created at first use (30 to 40 ms) and kept: ONNX Runtime has one per process anyway.</summary>
    public OrtEnv* Environment
    {
        get
        {
            lock (_gate)
            {
                return _environment is not null ? _environment : _environment = CreateEnvironment();
            }
        }
    }

    /// <summary>Says of a tensor's memory that it is the process's own.</summary>
    public OrtMemoryInfo* Memory
    {
        get
        {
            lock (_gate)
            {
                return _memory is not null ? _memory : _memory = CreateMemoryInfo();
            }
        }
    }

    /// <summary>Loads the library from where it is found first.</summary>
    /// <param name="explicitPath">File or folder that the user's code names; null to look at the usual places.</param>
    /// <exception cref="DllNotFoundException">There is none; the message lists the places.</exception>
    /// <exception cref="ModelFormatException">The one that option or environment variable names cannot be used; names path and reason.</exception>
    public static OnnxRuntimeLibrary Load(string? explicitPath = null) =>
        TryFind(explicitPath, out OnnxRuntimeLibrary? library, out string reason) ? library : throw new DllNotFoundException(reason);

    /// <summary>Loads the library if there is one; looking costs well under a millisecond where there is none.</summary>
    /// <param name="explicitPath">File or folder that the user's code names; null to look at the usual places.</param>
    /// <param name="library">The library that was found.</param>
    /// <param name="reason">Why none was found: the places that were looked at, and what was wrong with files that were there.</param>
    /// <exception cref="ModelFormatException">The one that option or environment variable names cannot be used; names path and reason.</exception>
    public static bool TryFind(string? explicitPath, [NotNullWhen(true)] out OnnxRuntimeLibrary? library, out string reason) =>
        TryFind(LibrarySearch.For(explicitPath), out library, out reason);

    /// <inheritdoc cref="TryFind(string?, out OnnxRuntimeLibrary?, out string)"/>
    internal static bool TryFind(LibrarySearch search, [NotNullWhen(true)] out OnnxRuntimeLibrary? library, out string reason)
    {
        reason = "";
        string rejected = "";
        foreach (LibraryCandidate candidate in search.Candidates())
        {
            library = TryOpen(candidate, out string? problem);
            if (library is not null)
            {
                return true;
            }

            if (candidate.NamedBy is not null)
            {
                throw new ModelFormatException(
                    candidate.Path, $"{problem ?? "there is no such file"}; {candidate.NamedBy} names it as ONNX Runtime's native library");
            }

            rejected += problem is null ? "" : $" {candidate.Path}: {problem}.";
        }

        library = null;
        reason = search.Describe() + rejected;
        return false;
    }

    /// <summary>What <c>OrtGetApiBase</c> returns is two pointers, for ever: <c>GetApi(uint)</c> and <c>GetVersionString()</c>.</summary>
    /// <returns>Why the library cannot be used, or null.</returns>
    internal static string? ReadApiBase(void** apiBase, out OrtApi api, out string version)
    {
        const int LowestMinorVersion = OrtApi.Version; // 1.17 is the first that knows version 17
        api = default;
        version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<byte*>)apiBase[1])()) ?? "";

        // The version is looked at first because GetApi writes to the console when it refuses.
        bool suffices = System.Version.TryParse(version.Split('-', '+')[0], out Version? parsed) && parsed >= new Version(1, LowestMinorVersion);
        void** table = suffices ? ((delegate* unmanaged[Cdecl]<uint, void**>)apiBase[0])(OrtApi.Version) : null;
        if (table is null)
        {
            return $"it is ONNX Runtime {version}; version 1.{LowestMinorVersion} or newer is needed";
        }

        api = new OrtApi(table);
        return null;
    }

    /// <summary>Null with a problem when there is something that cannot be used, null without one when there is nothing.</summary>
    /// <summary>A tensor over the caller's memory, which must stay as long as the tensor is used.</summary>
    /// <param name="memory">The numbers.</param>
    /// <param name="bytes">How many bytes they are.</param>
    /// <param name="shape">[<paramref name="rank"/>] dimensions.</param>
    /// <param name="rank">Number of dimensions.</param>
    /// <param name="type">Type of one number.</param>
    public OrtValue* Wrap(void* memory, nuint bytes, long* shape, nuint rank, OnnxElementType type)
    {
        OrtValue* value;
        Api.Check(Api.CreateTensorWithDataAsOrtValue(Memory, memory, bytes, shape, rank, type, &value));
        return value;
    }

    /// <summary>Releases tensors; null ones are passed over.</summary>
    public void Release(OrtValue** values, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (values[i] is not null)
            {
                Api.ReleaseValue(values[i]);
            }
        }
    }

    private static OnnxRuntimeLibrary? TryOpen(LibraryCandidate candidate, out string? problem)
    {
        problem = null;
        if (candidate.IsFile && !File.Exists(candidate.Path))
        {
            return null;
        }

        lock (s_loaded)
        {
            if (!s_loaded.TryGetValue(candidate.Path, out OnnxRuntimeLibrary? library))
            {
                library = TryLoadNative(candidate, out nint handle, out problem) ? TryReadTable(candidate.Path, handle, out problem) : null;
                if (library is not null)
                {
                    s_loaded.Add(candidate.Path, library);
                }
            }

            return library;
        }
    }

    private static bool TryLoadNative(LibraryCandidate candidate, out nint handle, out string? problem)
    {
        problem = null;
        if (!candidate.IsFile)
        {
            return NativeLibrary.TryLoad(candidate.Path, out handle);
        }

        handle = 0;
        problem = NativeImage.FindProblem(candidate.Path);
        if (problem is not null)
        {
            return false;
        }

        try
        {
            handle = NativeLibrary.Load(candidate.Path);
            return true;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            problem = "the system cannot load it: " + e.Message.ReplaceLineEndings(" ").Trim();
            return false;
        }
    }

    private static OnnxRuntimeLibrary? TryReadTable(string path, nint handle, out string? problem)
    {
        if (!NativeLibrary.TryGetExport(handle, "OrtGetApiBase", out nint export))
        {
            problem = "it is a library, but not ONNX Runtime's: it does not export OrtGetApiBase";
        }
        else
        {
            problem = ReadApiBase(((delegate* unmanaged[Cdecl]<void**>)export)(), out OrtApi api, out string version);
            if (problem is null)
            {
                return new OnnxRuntimeLibrary(path, version, api);
            }
        }

        NativeLibrary.Free(handle);
        return null;
    }

    private OrtEnv* CreateEnvironment()
    {
        OrtEnv* environment;
        fixed (byte* name = "sememe"u8)
        {
            Api.Check(Api.CreateEnv(LoggingLevelFatal, name, &environment));
        }

        Api.Check(Api.DisableTelemetryEvents(environment));
        return environment;
    }

    private OrtMemoryInfo* CreateMemoryInfo()
    {
        const int DeviceAllocator = 0;
        const int DefaultMemory = 0;
        OrtMemoryInfo* memory;
        Api.Check(Api.CreateCpuMemoryInfo(DeviceAllocator, DefaultMemory, &memory));
        return memory;
    }
}
