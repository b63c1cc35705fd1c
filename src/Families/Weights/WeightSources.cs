namespace Sememe.Families.Weights;

/// <summary>Tensors by role, in the order they were added.</summary>
/// <remarks>
/// A hash table of our own, because it is filled at every load: what the framework's has to do with a struct of ours is compiled at run time, which took longer than all of
/// its work.
/// </remarks>
internal sealed class WeightSources
{
    private const int FirstCapacity = 64;

    private WeightRole[] _roles = new WeightRole[FirstCapacity];
    private WeightSource[] _sources = new WeightSource[FirstCapacity];

    // One more than the index of an entry; 0 where there is none. Twice as many as there may be entries, a power of two.
    private int[] _slots = new int[2 * FirstCapacity];

    /// <summary>Number of roles.</summary>
    public int Count { get; private set; }

    /// <summary>The roles.</summary>
    public IEnumerable<WeightRole> Keys => new ArraySegment<WeightRole>(_roles, 0, Count);

    /// <summary>Their tensors.</summary>
    public ReadOnlySpan<WeightSource> Values => new(_sources, 0, Count);

    /// <summary>The tensor of a role.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public WeightSource this[WeightRole role] =>
        _slots[FindSlot(role)] is > 0 and int entry ? _sources[entry - 1] : throw new KeyNotFoundException($"There is no tensor for {role}.");

    /// <summary>True when a role has a tensor.</summary>
    public bool ContainsKey(WeightRole role) => _slots[FindSlot(role)] > 0;

    /// <summary>Adds a role's tensor.</summary>
    /// <exception cref="ArgumentException">The role has one.</exception>
    public void Add(WeightRole role, WeightSource source)
    {
        if (Count == _roles.Length)
        {
            Grow();
        }

        int slot = FindSlot(role);
        if (_slots[slot] > 0)
        {
            throw new ArgumentException($"There is a tensor for {role} already.", nameof(role));
        }

        _roles[Count] = role;
        _sources[Count] = source;
        _slots[slot] = ++Count;
    }

    /// <summary>Where a role is, or where it would be.</summary>
    private int FindSlot(WeightRole role)
    {
        const uint Golden = 2654435769; // 2³² divided by the golden ratio: spreads neighbours (Knuth, TAOCP 6.4)
        uint hash = ((((uint)role.Part * 2) + (uint)role.Kind) * 4099) + ((uint)role.Layer * 67) + (uint)role.Member;
        int slot = (int)((hash * Golden) >> 7) & (_slots.Length - 1);
        while (_slots[slot] > 0 && !IsSame(_roles[_slots[slot] - 1], role))
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    private static bool IsSame(WeightRole left, WeightRole right) =>
        left.Part == right.Part && left.Kind == right.Kind && left.Layer == right.Layer && left.Member == right.Member;

    private void Grow()
    {
        WeightRole[] roles = new WeightRole[2 * _roles.Length];
        Array.Copy(_roles, roles, Count);
        _roles = roles;
        WeightSource[] sources = new WeightSource[roles.Length];
        Array.Copy(_sources, sources, Count);
        _sources = sources;
        _slots = new int[2 * roles.Length];
        for (int i = 0; i < Count; i++)
        {
            _slots[FindSlot(roles[i])] = i + 1;
        }
    }
}
